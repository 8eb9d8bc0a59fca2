// One row of the list of files: a folder to open, or a file to go to.
import { cx } from 'class-variance-authority'
import { Check, ChevronRight, MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { spelled } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import type { ListRow } from '../model/tree.ts'
import { Counts } from './counts.tsx'
import { StatusLetter } from './status-letter.tsx'

type ListRowProps = {
  row: ListRow
  current: boolean
  viewed: boolean
  commented: boolean
  onPress: () => void
}

export function ListRowView({ row, current, viewed, commented, onPress }: ListRowProps) {
  return (
    <button
      type="button"
      title={spelled(row.path)}
      aria-expanded={row.kind === 'folder' ? row.open : undefined}
      aria-current={current || undefined}
      onClick={onPress}
      style={{ paddingInlineStart: `${row.depth * 0.75 + 0.25}rem` }}
      className="ring-inset-focus flex min-h-7 w-full items-center gap-1.5 rounded-md pe-2 text-start text-sm hover:bg-hover aria-[current=true]:bg-selected touch-target"
    >
      {row.kind === 'folder' ? (
        <Folder row={row} />
      ) : (
        <File row={row} viewed={viewed} commented={commented} />
      )}
    </button>
  )
}

function Folder({ row }: { row: Extract<ListRow, { kind: 'folder' }> }) {
  return (
    <>
      <ChevronRight
        size={13}
        aria-hidden
        className={cx('w-4 shrink-0 text-muted transition-transform', row.open && 'rotate-90')}
      />
      <span className="min-w-0 flex-1 truncate text-muted">
        <OneLine text={row.name} />
      </span>
      {!row.open && <span className="text-xs text-muted tabular-nums">{row.files}</span>}
    </>
  )
}

type FileProps = {
  row: Extract<ListRow, { kind: 'file' }>
  viewed: boolean
  commented: boolean
}

function File({ row, viewed, commented }: FileProps) {
  const { t } = useTranslation()
  const { file, name, folder, depth } = row
  return (
    <>
      <StatusLetter kind={file.kind} />
      <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
        <span className={cx('min-w-8 shrink truncate', viewed && 'text-muted')}>
          <OneLine text={name} />
        </span>
        {depth === 0 && folder !== '' && (
          <span className="min-w-0 shrink-[9] truncate text-xs text-muted">
            <OneLine text={folder} />
          </span>
        )}
      </span>
      {commented && (
        <span className="shrink-0 text-need">
          <MessageSquare size={12} aria-hidden />
          <span className="sr-only">{t('review.hasComments')}</span>
        </span>
      )}
      {file.staged === 'partly' && (
        <span className="shrink-0 text-xs text-setup">{t('review.partly')}</span>
      )}
      {viewed && (
        <span className="shrink-0 text-muted">
          <Check size={13} aria-hidden />
          <span className="sr-only">{t('review.viewed')}</span>
        </span>
      )}
      <Counts added={file.added} removed={file.removed} />
    </>
  )
}
