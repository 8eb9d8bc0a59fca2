// How each kind of tool call looks on its line: icon, words, what stands at the end of the line.
import {
  Bot,
  FilePlus2,
  FileText,
  Globe,
  ListChecks,
  MessageCircleQuestion,
  NotepadText,
  PencilLine,
  Search,
  SquareTerminal,
  Wrench,
  type LucideIcon,
} from 'lucide-react'
import type { ToolCall, ToolDetail } from '@a-parallel/shared'

const icons: Record<ToolDetail['kind'], LucideIcon> = {
  command: SquareTerminal,
  edit: PencilLine,
  read: FileText,
  search: Search,
  fetch: Globe,
  task: Bot,
  todo: ListChecks,
  plan: NotepadText,
  question: MessageCircleQuestion,
  other: Wrench,
}

export function CallIcon({ detail }: { detail: ToolDetail }) {
  const Icon = detail.kind === 'edit' && detail.created ? FilePlus2 : icons[detail.kind]
  return <Icon size={14} aria-hidden className="shrink-0 text-muted" />
}

/** The call in one line, cut where the line ends. Paths keep their last part. */
export function CallTitle({ call }: { call: Pick<ToolCall, 'detail' | 'title' | 'name'> }) {
  const { detail, title, name } = call
  switch (detail.kind) {
    case 'command':
      return <Mono text={title} />
    case 'edit':
      return <PathText path={detail.path} />
    case 'read':
      return <PathText path={detail.path} />
    case 'search':
      return (
        <span className="flex min-w-0 items-baseline gap-2">
          <Mono text={detail.pattern} />
          {detail.path && (
            <span className="min-w-0 shrink truncate text-xs text-muted">{detail.path}</span>
          )}
        </span>
      )
    case 'other':
      return (
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="shrink-0">{name}</span>
          {title !== name && <span className="truncate text-muted">{title}</span>}
        </span>
      )
    default:
      return <span className="truncate">{title}</span>
  }
}

function Mono({ text }: { text: string }) {
  return <code className="truncate text-sm">{text}</code>
}

/** A path whose folders give way before its file name does. */
export function PathText({ path }: { path: string }) {
  const cut = path.lastIndexOf('/') + 1
  return (
    <span className="flex min-w-0 text-sm" title={path}>
      {cut > 0 && <span className="min-w-0 truncate text-muted">{path.slice(0, cut)}</span>}
      <span className="max-w-full shrink-0 truncate">{path.slice(cut)}</span>
    </span>
  )
}
