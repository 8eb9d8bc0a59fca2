// The line above a hunk: where it is, more lines around it, and what can be done to all of it.
import { Check, Minus, Undo2, UnfoldVertical } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { hunkLines } from '../model/picks.ts'
import type { HunkRow } from '../model/sections.ts'
import type { Act } from '../state/acts.ts'
import { usePane, useUi } from '../state/pane.ts'
import { allAround } from './file-menu.tsx'

/** How many lines around the changes are shown: as usual, on a first wish, and all of them. */
const steps = [3, 25, allAround] as const

export const HunkLine = memo(function HunkLine({ row }: { row: HunkRow }) {
  const { t } = useTranslation()
  const { diffs } = usePane()
  const { diff, index, path } = row
  const hunk = diff.hunks[index]
  if (!hunk) return null
  const { context } = diffs.howOf(path)
  const next = steps.find((step) => step > context)
  const where = `@@ −${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`
  const name = t('review.hunk', { number: index + 1, total: diff.hunks.length })
  return (
    <div
      data-stop
      data-hunk
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
      role="group"
      tabIndex={-1}
      aria-label={`${name}, ${where} ${hunk.heading}`}
      className="ring-inset-focus flex min-h-8 items-center gap-1.5 border-y border-line bg-code px-1.5 font-sans text-xs text-muted"
    >
      {next !== undefined && (
        <IconButton
          size="sm"
          label={t('review.moreLines')}
          icon={<UnfoldVertical size={13} aria-hidden />}
          onClick={() => diffs.showAs(diff.file, { context: next })}
        />
      )}
      <span className="min-w-0 flex-1 truncate font-mono">
        <span className="in-data-narrow:hidden">{where} </span>
        <span>{hunk.heading || <span className="hidden in-data-narrow:inline">{where}</span>}</span>
      </span>
      <HunkActs row={row} />
    </div>
  )
})

function HunkActs({ row }: { row: HunkRow }) {
  const { t } = useTranslation()
  const { acts, canPick, run } = usePane()
  const { diff, index } = row
  const busy = useUi((ui) => ui.busy.has(row.path))
  if (acts === null || diff.file.kind === 'conflicted') return null
  const act = (what: Act) => () => run(what, { file: diff.file, lines: hunkLines(diff, index) })
  const why = canPick ? undefined : t('review.spaceLeftOut')
  const button = (what: Act, icon: ReactNode, words: string) => (
    <button
      type="button"
      disabled={busy}
      aria-disabled={!canPick || undefined}
      title={why ?? (what === 'stage' ? t('review.stageAbout') : undefined)}
      onClick={canPick ? act(what) : undefined}
      className="flex min-h-6 shrink-0 items-center gap-1 rounded-md border border-border bg-bg px-1.5 text-fg transition-colors enabled:hover:bg-hover disabled:text-muted aria-disabled:text-muted touch-target"
    >
      {icon}
      {words}
    </button>
  )
  if (acts === 'unstage')
    return button('unstage', <Minus size={13} aria-hidden />, t('review.unstageHunk'))
  return (
    <>
      {button('revert', <Undo2 size={12} aria-hidden />, t('review.revertHunk'))}
      {button('stage', <Check size={13} aria-hidden />, t('review.stageHunk'))}
    </>
  )
}
