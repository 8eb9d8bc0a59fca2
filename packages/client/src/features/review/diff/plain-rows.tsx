// Rows of a diff that are no code: what is to be said in words, what is still to come, what failed.
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChangedFile, ConflictedFile, ProblemValue } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { SideButtons } from '../conflicts/sides.tsx'
import type { Note } from '../model/notes.ts'
import type { FileSection } from '../model/sections.ts'
import { usePane, useUi } from '../state/pane.ts'

const box =
  'font-sans flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 text-sm text-muted'

export function NoteRow({ note, section }: { note: Note; section: FileSection }) {
  const { t } = useTranslation()
  const { diffs } = usePane()
  const conflict = useConflict(section.file)
  const words = useNoteWords()(note, conflict)
  return (
    <div className={note.kind === 'conflicted' ? `${box} text-need` : box}>
      <span className="min-w-0 wrap-anywhere">
        <OneLine text={words} />
      </span>
      {note.kind === 'conflicted' && conflict && <Sides file={section.file} conflict={conflict} />}
      {note.kind === 'long' && (
        <Button size="sm" onClick={() => diffs.showAs(section.file, { whole: true })}>
          {t('review.showAnyway')}
        </Button>
      )}
    </div>
  )
}

const useConflict = ({ path }: ChangedFile) => usePane().conflicts.get(path)

function Sides({ file, conflict }: { file: ChangedFile; conflict: ConflictedFile }) {
  const { solve } = usePane()
  const busy = useUi((ui) => ui.busy.has(file.path))
  return <SideButtons file={conflict} busy={busy} onSolve={(side) => solve(file, side)} />
}

function useNoteWords(): (note: Note, conflict: ConflictedFile | undefined) => string {
  const { t } = useTranslation()
  const { bytes, number } = useFormat()
  const nothing = t('review.note.nothing')
  return (note, conflict) => {
    switch (note.kind) {
      case 'renamed':
        return t('review.note.renamed', { from: note.from })
      case 'mode':
        return t(`review.note.mode.${note.to}`)
      case 'link':
      case 'submodule': {
        const [before, after] = [note.before ?? nothing, note.after ?? nothing]
        return t(`review.note.${note.kind}`, { before, after })
      }
      case 'binary': {
        const size = (of: number | null) => (of === null ? nothing : bytes(of))
        return t('review.note.binary', { before: size(note.before), after: size(note.after) })
      }
      case 'long':
        return note.lines === null
          ? t('review.note.longUncounted')
          : t('review.note.long', { count: note.lines, lines: number(note.lines) })
      case 'conflicted':
        if (conflict?.ours === false) return t('review.note.deletedHere')
        if (conflict?.theirs === false) return t('review.note.deletedThere')
        return t('review.note.conflicted')
      case 'empty':
      case 'space':
      case 'tooLarge':
        return t(`review.note.${note.kind}`)
    }
  }
}

/** Keeps the place of lines that are on their way. */
export function WaitingRow({ lines }: { lines: number }) {
  const { t } = useTranslation()
  return (
    <div className="overflow-hidden px-4 py-3" style={{ height: `${lines * 1.25}rem` }}>
      <span className="sr-only">{t('review.loadingFile')}</span>
      <Skeleton lines={['52%', '78%', '64%', '70%', '38%'].slice(0, Math.max(1, lines - 2))} />
    </div>
  )
}

export function FailedRow({ problem, section }: { problem: ProblemValue; section: FileSection }) {
  const { t } = useTranslation()
  const { diffs } = usePane()
  const { text, detail } = useProblemWords()(problem)
  return (
    <div role="alert" className={box}>
      <span className="min-w-0 text-fail">{text}</span>
      {detail !== null && (
        <span className="min-w-0 wrap-anywhere">
          <OneLine text={detail} />
        </span>
      )}
      <Button
        size="sm"
        icon={<RotateCw size={13} aria-hidden />}
        onClick={() => diffs.again(section.file)}
      >
        {t('app.retry')}
      </Button>
    </div>
  )
}
