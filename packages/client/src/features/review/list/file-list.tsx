// The changed files, in their folders or one below the other, with a filter. The arrows walk, Enter leads to the file.
import { FolderTree, List, Search } from 'lucide-react'
import { cx } from 'class-variance-authority'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangedFile } from '@a-parallel/shared'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { inputLook } from '../../../ui/controls/text-field.tsx'
import { WalkedList } from '../../../ui/layout/walked-list.tsx'
import { filtered, flatRows, treeRows, type ListRow } from '../model/tree.ts'
import { chooseReading, useReading } from '../state/choices.ts'
import { ListRowView } from './list-row.tsx'

type FileListProps = {
  files: readonly ChangedFile[]
  viewed: (file: ChangedFile) => boolean
  commented: ReadonlySet<string>
  current: string | undefined
  onGo: (path: string) => void
  className?: string
}

const keyOf = (row: ListRow) => `${row.kind} ${row.path}`
const nothingClosed: ReadonlySet<string> = new Set()

export function FileList({ files, viewed, commented, current, onGo, className }: FileListProps) {
  const { t } = useTranslation()
  const { tree } = useReading()
  const [typed, setTyped] = useState('')
  const [closed, setClosed] = useState(nothingClosed)
  const found = useMemo(() => filtered(files, typed), [files, typed])
  const rows = useMemo(
    () => (tree ? treeRows(found, typed === '' ? closed : nothingClosed) : flatRows(found)),
    [tree, found, closed, typed],
  )
  const draw = useMemo(() => {
    const toggle = (path: string) =>
      setClosed((before) => {
        const next = new Set(before)
        if (!next.delete(path)) next.add(path)
        return next
      })
    return (row: ListRow) => (
      <ListRowView
        row={row}
        current={row.path === current}
        viewed={row.kind === 'file' && viewed(row.file)}
        commented={commented.has(row.path)}
        onPress={() => (row.kind === 'folder' ? toggle(row.path) : onGo(row.path))}
      />
    )
  }, [current, viewed, commented, onGo])
  return (
    <div className={cx('flex min-h-0 flex-col', className)}>
      <Filter typed={typed} onType={setTyped} onEnter={() => found[0] && onGo(found[0].path)} />
      {rows.length === 0 ? (
        <p className="px-3 py-2 text-sm text-muted">{t('review.noneFound')}</p>
      ) : (
        <WalkedList
          rows={rows}
          keyOf={keyOf}
          draw={draw}
          label={t('review.files')}
          rowHeight={28}
          className="px-1 pb-1"
        />
      )}
    </div>
  )
}

type FilterProps = { typed: string; onType: (typed: string) => void; onEnter: () => void }

function Filter({ typed, onType, onEnter }: FilterProps) {
  const { t } = useTranslation()
  const { tree } = useReading()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onEnter()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onType('')
  }
  return (
    <div className="flex shrink-0 items-center gap-1 p-1.5">
      <label className="relative min-w-0 flex-1">
        <span className="sr-only">{t('review.filter')}</span>
        <Search size={13} aria-hidden className="absolute inset-s-2 top-2 text-muted" />
        <input
          type="search"
          value={typed}
          placeholder={t('review.filter')}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
          className={cx(inputLook, 'min-h-7 ps-7 text-sm')}
        />
      </label>
      <IconButton
        size="sm"
        label={tree ? t('review.flat') : t('review.tree')}
        icon={tree ? <List size={14} aria-hidden /> : <FolderTree size={14} aria-hidden />}
        onClick={() => chooseReading('tree', !tree)}
      />
    </div>
  )
}
