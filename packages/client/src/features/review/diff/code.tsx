// One line's code: coloured, with the words that changed and the characters that cannot be seen.
import { cx } from 'class-variance-authority'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partnerOf, shownText, type DiffLine, type Hunk } from '../model/lines.ts'
import { changedRanges, segmentsOf, type Range } from '../model/segments.ts'
import { HiddenSign } from '../../../ui/text/hidden-sign.tsx'
import { useColours } from './use-colours.ts'

type CodeProps = {
  hunk: Hunk
  line: DiffLine
  path: string
  /** Long lines go on below, instead of to the right. */
  wrap: boolean
}

/** What is drawn of a line at first; a minified file has lines that would take a second each. */
const longest = 4000
const nothing: readonly Range[] = []

export function Code({ hunk, line, path, wrap }: CodeProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const colours = useColours(hunk, path)?.get(line.at)
  const text = shownText(hunk, line)
  const shown = all ? text : text.slice(0, longest)
  const changed = useMemo(() => rangesOf(hunk, line), [hunk, line])
  const segments = useMemo(
    () => segmentsOf(shown, shown.length > longest ? undefined : colours, changed),
    [shown, colours, changed],
  )
  const strong = line.kind === 'removed' ? 'bg-del-strong' : 'bg-add-strong'
  return (
    <code
      dir="ltr"
      className={cx(
        'min-w-0 flex-1 pe-3',
        wrap ? 'whitespace-pre-wrap wrap-anywhere' : 'whitespace-pre',
      )}
    >
      {segments.map(({ text: piece, colour, changed: marked, sign }, index) =>
        sign === null ? (
          // Pieces of a line have no other identity.
          <span key={index} style={{ color: colour }} className={marked ? strong : undefined}>
            {piece}
          </span>
        ) : (
          <HiddenSign key={index} sign={sign} />
        ),
      )}
      {text === '' && '\n'}
      {shown.length < text.length && (
        <button type="button" onClick={() => setAll(true)} className="px-1 text-accent select-none">
          {t('review.restOfLine', { count: text.length - shown.length })}
        </button>
      )}
      {line.last && <Ends />}
    </code>
  )
}

function rangesOf(hunk: Hunk, line: DiffLine): readonly Range[] {
  const partner = line.kind === 'same' ? undefined : partnerOf(hunk, line)
  if (!partner) return nothing
  const [own, other] = [shownText(hunk, line), shownText(hunk, partner)]
  return line.kind === 'removed' ? changedRanges(own, other)[0] : changedRanges(other, own)[1]
}

function Ends() {
  const { t } = useTranslation()
  return (
    <span className="ms-2 font-sans text-xs text-muted select-none">{t('review.noNewline')}</span>
  )
}
