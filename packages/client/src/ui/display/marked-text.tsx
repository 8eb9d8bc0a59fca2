// A text of which places are marked, such as those that hold what was typed, on one line; what cannot be seen is named.
import { HiddenSign } from '../text/hidden-sign.tsx'
import { cutHidden, onOneLine } from '../text/hidden.ts'

export type MarkedTextProps = {
  text: string
  /** Places that are marked, in their order: from (inclusive) to (exclusive). */
  marks: readonly (readonly [from: number, to: number])[]
  /** Only this part of the text is drawn. */
  from?: number
  to?: number
  /** What is said of a hidden character, which `sign` names. */
  hiddenWords: (sign: string) => string
}

export function MarkedText({
  text,
  marks,
  from = 0,
  to = text.length,
  hiddenWords,
}: MarkedTextProps) {
  const pieces: { text: string; marked: boolean }[] = []
  let at = from
  for (const [begin, end] of [...marks, [to, to] as const]) {
    const [start, stop] = [Math.max(at, begin), Math.min(end, to)]
    if (start > stop) continue
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false })
    if (stop > start) pieces.push({ text: text.slice(start, stop), marked: true })
    at = Math.max(at, stop)
  }
  return pieces.map((piece, index) => {
    const shown = <Plain text={onOneLine(piece.text)} hiddenWords={hiddenWords} />
    // Pieces of a text have no other identity.
    return piece.marked ? (
      <mark key={index} className="bg-transparent font-semibold text-accent">
        {shown}
      </mark>
    ) : (
      <span key={index}>{shown}</span>
    )
  })
}

function Plain({ text, hiddenWords }: Pick<MarkedTextProps, 'text' | 'hiddenWords'>) {
  return cutHidden(text).map(({ text: piece, sign }, index) =>
    sign === null ? piece : <HiddenSign key={index} sign={sign} words={hiddenWords(sign)} />,
  )
}
