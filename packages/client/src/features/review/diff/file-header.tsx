// The head of one file in the diff: what happened to it, how much, and what can be done to all of it. It stays in sight while
// its lines pass by.
import { cx } from 'class-variance-authority'
import { Check, ChevronRight, Minus, Undo2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangedFile } from '@a-parallel/shared'
import { Spinner } from '../../../ui/display/spinner.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { SolveMenu } from '../conflicts/solve-menu.tsx'
import { spelled, turnsAbout } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { linesOf } from '../model/lines.ts'
import type { FileSection } from '../model/sections.ts'
import { parts } from '../model/tree.ts'
import { Counts } from '../list/counts.tsx'
import { StatusLetter } from '../list/status-letter.tsx'
import { usePane, useUi } from '../state/pane.ts'
import { FileMenu } from './file-menu.tsx'

type FileHeaderProps = {
  section: FileSection
  viewed: boolean
  folded: boolean
}

export const FileHeader = memo(function FileHeader({ section, viewed, folded }: FileHeaderProps) {
  const { file, diff } = section
  return (
    <div className="flex h-full items-center gap-1 border-y border-line bg-sidebar ps-1 pe-1.5 font-sans">
      <Name file={file} folded={folded} viewed={viewed} />
      {diff && <Turning diff={diff} />}
      <Partly file={file} />
      <Counts added={file.added} removed={file.removed} />
      <Acts file={file} />
      <ViewedBox file={file} viewed={viewed} />
      <FileMenu section={section} />
    </div>
  )
})

function Name({ file, folded, viewed }: { file: ChangedFile; folded: boolean; viewed: boolean }) {
  const { fold, heading: Heading } = usePane()
  const { folder, name } = parts(file.path)
  return (
    <Heading className="min-w-0 flex-1">
      <button
        type="button"
        data-stop
        title={spelled(file.path)}
        aria-expanded={!folded}
        onClick={() => fold(file.path, !folded)}
        className="ring-inset-focus flex min-h-8 w-full min-w-0 items-center gap-1.5 rounded-md px-1 text-start touch-target"
      >
        <ChevronRight
          size={14}
          aria-hidden
          className={cx('shrink-0 text-muted transition-transform', !folded && 'rotate-90')}
        />
        <StatusLetter kind={file.kind} />
        <span className={cx('flex min-w-0 font-mono text-sm', viewed && 'text-muted')}>
          <span className="min-w-0 shrink-[9] truncate text-muted">
            <OneLine text={folder} />
          </span>
          <span className="min-w-8 shrink truncate font-medium">
            <OneLine text={name} />
          </span>
        </span>
      </button>
    </Heading>
  )
}

/** Characters that turn the reading direction are how a change says something else than it does. */
function Turning({ diff }: { diff: NonNullable<FileSection['diff']> }) {
  const { t } = useTranslation()
  const found = diff.hunks.some((hunk) =>
    linesOf(hunk).some(({ kind, text }) => kind === 'added' && turnsAbout(text)),
  )
  if (!found) return null
  return (
    <span
      title={t('review.turnsDetail')}
      className="tint shrink-0 rounded-sm px-1.5 text-xs font-medium text-need"
    >
      {t('review.turns')}
    </span>
  )
}

function Partly({ file }: { file: ChangedFile }) {
  const { t } = useTranslation()
  if (file.staged !== 'partly') return null
  return (
    <span
      title={t('review.partlyDetail')}
      className="tint shrink-0 rounded-sm px-1.5 text-xs font-medium text-setup"
    >
      {t('review.partly')}
    </span>
  )
}

function Acts({ file }: { file: ChangedFile }) {
  const { t } = useTranslation()
  const { acts, run, conflicts, solve } = usePane()
  const busy = useUi((ui) => ui.busy.has(file.path))
  if (busy)
    return (
      <span className="flex size-6 items-center justify-center text-muted">
        <Spinner size={13} />
      </span>
    )
  const conflict = conflicts.get(file.path)
  if (file.kind === 'conflicted')
    return conflict ? <SolveMenu file={conflict} onSolve={(side) => solve(file, side)} /> : null
  if (acts === null) return null
  if (acts === 'unstage')
    return (
      <IconButton
        size="sm"
        label={t('review.unstageFile')}
        icon={<Minus size={15} aria-hidden />}
        onClick={() => run('unstage', { file })}
      />
    )
  return (
    <>
      <IconButton
        size="sm"
        label={t('review.revertFile')}
        className="in-data-narrow:hidden"
        icon={<Undo2 size={14} aria-hidden />}
        onClick={() => run('revert', { file })}
      />
      <IconButton
        size="sm"
        label={t('review.stageFile')}
        icon={<Check size={15} aria-hidden />}
        onClick={() => run('stage', { file })}
      />
    </>
  )
}

function ViewedBox({ file, viewed }: { file: ChangedFile; viewed: boolean }) {
  const { t } = useTranslation()
  const { view } = usePane()
  return (
    <label
      title={t('review.viewedDetail')}
      className="flex min-h-6 shrink-0 items-center gap-1.5 rounded-md px-1 text-xs text-muted hover:text-fg touch-target pointer-coarse:justify-center"
    >
      <input
        type="checkbox"
        checked={viewed}
        onChange={(event) => view(file, event.target.checked)}
        aria-label={t('review.viewedFile', { path: file.path })}
        className="size-3.5 accent-(--accent)"
      />
      <span aria-hidden className="in-data-narrow:hidden">
        {t('review.viewed')}
      </span>
    </label>
  )
}
