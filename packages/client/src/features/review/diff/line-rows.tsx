// The lines of a diff: one below the other, or old and new side by side. Added and removed are told by sign, by colour, and
// for screen readers by words.
import { cx } from 'class-variance-authority'
import { Plus } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { idOf, type DiffLine, type Hunk } from '../model/lines.ts'
import type { LineRow, PairRow } from '../model/sections.ts'
import { usePane } from '../state/pane.ts'
import { Code } from './code.tsx'
import { useIsSelected } from './use-selection.ts'

const look = {
  added: { ground: 'bg-add', sign: '+' },
  removed: { ground: 'bg-del', sign: '−' },
  same: { ground: '', sign: '' },
}

const number =
  'shrink-0 cursor-pointer touch-manipulation pe-1.5 text-end text-muted tabular-nums select-none w-[calc(var(--digits)*1ch+0.75rem)]'
/** Laid over the line, so that it still shows whether the line came or went. */
const chosen =
  'after:pointer-events-none after:absolute after:inset-0 after:border-s-3 after:border-accent after:bg-accent/12'

export const UnifiedLine = memo(function UnifiedLine({ row }: { row: LineRow }) {
  const { hunk, line, path } = row
  const { wrap } = usePane()
  const selected = useIsSelected(path, line)
  const { ground } = look[line.kind]
  return (
    <div
      data-stop
      data-line={idOf(line)}
      tabIndex={-1}
      className={cx('ring-inset-focus group/line relative flex', ground, selected && chosen)}
    >
      <span
        aria-hidden
        data-gutter
        className={cx(number, line.kind !== 'removed' && 'in-data-narrow:hidden')}
      >
        {line.old}
      </span>
      <span
        aria-hidden
        data-gutter
        className={cx(number, line.kind === 'removed' && 'in-data-narrow:hidden')}
      >
        {line.new}
      </span>
      <Begin line={line} path={path} />
      <Code hunk={hunk} line={line} path={path} wrap={wrap} />
    </div>
  )
})

export const SplitLine = memo(function SplitLine({ row }: { row: PairRow }) {
  const { hunk, pair, path } = row
  return (
    <div className="grid grid-cols-2">
      <Half hunk={hunk} line={pair.before} path={path} />
      <Half hunk={hunk} line={pair.after} path={path} after />
    </div>
  )
})

type HalfProps = { hunk: Hunk; line: DiffLine | null; path: string; after?: boolean }

function Half({ hunk, line, path, after = false }: HalfProps) {
  const { wrap } = usePane()
  const selected = useIsSelected(path, line)
  const edge = after && 'border-s border-line'
  if (!line) return <div aria-hidden className={cx('bg-hover/60', edge)} />
  const kind = line.kind
  // What stayed stands on both sides, and is read once.
  const twin = kind === 'same' && !after
  return (
    <div
      data-stop={twin ? undefined : true}
      data-line={idOf(line)}
      tabIndex={twin ? undefined : -1}
      aria-hidden={twin || undefined}
      className={cx(
        'ring-inset-focus group/line relative flex min-w-0',
        look[kind].ground,
        edge,
        selected && chosen,
      )}
    >
      <span aria-hidden data-gutter className={number}>
        {after ? line.new : line.old}
      </span>
      <Begin line={line} path={path} quiet={twin} />
      <Code hunk={hunk} line={line} path={path} wrap={wrap} />
    </div>
  )
}

type BeginProps = { line: DiffLine; path: string; quiet?: boolean }

/** The sign, the words that stand for it, and the button that a pointer finds on it. */
function Begin({ line, path, quiet = false }: BeginProps) {
  const { t } = useTranslation()
  const { comment } = usePane()
  const { kind } = line
  return (
    <>
      <span aria-hidden className="relative w-4 shrink-0 select-none">
        {look[kind].sign}
        {!quiet && (
          // By keyboard a comment begins with its key, on the line that has the focus.
          <button
            type="button"
            tabIndex={-1}
            title={t('review.comments.add')}
            onClick={() => comment(path, idOf(line))}
            className="absolute -inset-s-1 top-0 hidden size-5 items-center justify-center rounded-sm bg-accent text-accent-fg group-hover/line:flex pointer-coarse:hidden!"
          >
            <Plus size={14} aria-hidden />
          </button>
        )}
      </span>
      {!quiet && kind !== 'same' && (
        <span className="sr-only">
          {kind === 'added'
            ? t('review.line.added', { line: line.new })
            : t('review.line.removed', { line: line.old })}
        </span>
      )}
    </>
  )
}
