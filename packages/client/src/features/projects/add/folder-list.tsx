// The folders in a folder: one press goes in, or chooses a repository. Arrow keys move, Enter presses, Left goes up.
import { marksOf } from '@a-parallel/contract/model'
import { cx } from 'class-variance-authority'
import { ChevronRight, Folder as FolderIcon, FolderGit2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/display/badge.tsx'
import { MarkedText } from '../../../ui/display/marked-text.tsx'
import type { Folder } from './folders.ts'

export type FolderListProps = {
  label: string
  folders: readonly Folder[]
  /** What is typed of a name; its letters are marked. */
  sought: string
  chosen: string
  /** Paths that are projects already. */
  added: ReadonlySet<string>
  onEnter: (path: string) => void
  onChoose: (path: string) => void
  onUp: () => void
}

export function FolderList(props: FolderListProps) {
  const { label, folders, onUp } = props
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const rows = [...event.currentTarget.querySelectorAll('button')]
    const at = rows.findIndex((row) => row === document.activeElement)
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    }
    const to = moves[event.key]
    if (to === undefined && event.key !== 'ArrowLeft') return
    event.preventDefault()
    if (to === undefined) onUp()
    else rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons bubble here
    <ul aria-label={label} onKeyDown={onKeyDown} className="p-1">
      {folders.map((folder) => (
        <li key={folder.path}>
          <FolderRow folder={folder} {...props} />
        </li>
      ))}
    </ul>
  )
}

function FolderRow({
  folder,
  sought,
  chosen,
  added,
  onEnter,
  onChoose,
}: { folder: Folder } & FolderListProps) {
  const { t } = useTranslation()
  const { name, path, isRepository, hidden } = folder
  return (
    <button
      type="button"
      aria-pressed={isRepository ? chosen === path : undefined}
      onClick={() => (isRepository ? onChoose(path) : onEnter(path))}
      onDoubleClick={() => onEnter(path)}
      className={cx(
        'ring-inset-focus flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start transition-colors hover:bg-hover aria-pressed:bg-selected touch-target',
        hidden && 'text-muted',
      )}
    >
      {isRepository ? (
        <FolderGit2 size={15} aria-hidden className="shrink-0 text-accent" />
      ) : (
        <FolderIcon size={15} aria-hidden className="shrink-0 text-muted" />
      )}
      <span className={cx('min-w-0 flex-1 truncate', isRepository && 'font-medium')}>
        <MarkedText text={name} marks={marksOf(sought, name)} />
      </span>
      {isRepository && (
        <Badge tone={added.has(path) ? undefined : 'accent'}>
          {t(added.has(path) ? 'addProject.added' : 'addProject.repository')}
        </Badge>
      )}
      {!isRepository && <ChevronRight size={14} aria-hidden className="shrink-0 text-muted" />}
    </button>
  )
}
