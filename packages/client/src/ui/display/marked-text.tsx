// A text of which places are marked, such as those that hold what was typed, on one line; what cannot be seen is named.
import { OneLine } from '../text/named-text.tsx'

type MarkedTextProps = {
  text: string
  /** Places that are marked, in their order: from (inclusive) to (exclusive). */
  marks: readonly (readonly [from: number, to: number])[]
  /** Only this part of the text is drawn. */
  from?: number
  to?: number
}

export function MarkedText({ text, marks, from = 0, to = text.length }: MarkedTextProps) {
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
    const shown = <OneLine text={piece.text} />
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
