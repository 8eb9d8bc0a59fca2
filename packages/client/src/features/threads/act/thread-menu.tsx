// Everything that can be done to a thread from a list or its header. Stop comes first while it works.
import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Copy,
  FileDown,
  Mail,
  MailOpen,
  Pencil,
  Pin,
  PinOff,
  Play,
  Square,
  Trash2,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadSummary } from '@a-parallel/shared'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { atWork } from '../select/order.ts'
import { isUnread } from '../select/look.ts'
import {
  archiveThread,
  exportThread,
  markSeen,
  markUnread,
  muteThread,
  pinThread,
  restoreThread,
  resumeThread,
  stopThread,
} from './actions.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'

export type MenuThread = Pick<
  ThreadSummary,
  'id' | 'title' | 'status' | 'archived' | 'branch' | 'mode' | 'pinned' | 'muted' | 'attention'
>

export type ThreadMenuProps = {
  thread: MenuThread
  trigger: ReactNode
  triggerClassName?: string
  /** Renames in place; without it a window asks. */
  onRename?: () => void
  /** Called after it was deleted, for a page that shows it. */
  onDeleted?: () => void
}

export function ThreadMenu({
  thread,
  trigger,
  triggerClassName,
  onRename,
  onDeleted,
}: ThreadMenuProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'rename' | 'delete'>()
  const close = () => setAsking(undefined)
  const ask = (what: 'rename' | 'delete') => {
    if (what === 'rename' && onRename) onRename()
    else setAsking(what)
  }
  return (
    <>
      <Menu
        label={t('threads.menu', { title: thread.title })}
        align="end"
        trigger={trigger}
        triggerClassName={triggerClassName}
        entries={useEntries(thread, ask)}
      />
      {asking === 'rename' && <RenameDialog thread={thread} onClose={close} />}
      {asking === 'delete' && (
        <DeleteDialog thread={thread} onClose={close} onDeleted={onDeleted} />
      )}
    </>
  )
}

function useEntries(thread: MenuThread, ask: (what: 'rename' | 'delete') => void): MenuEntry[] {
  const { t } = useTranslation()
  const busy = atWork(thread)
  const resumable = ['interrupted', 'stopped', 'failed'].includes(thread.status)
  const whenAtRest = { disabled: busy, detail: busy ? t('threads.archiveBusy') : undefined }
  const { branch } = thread
  return [
    ...(busy
      ? [item('stop', t('threads.stop'), <Square {...small} />, () => void stopThread(thread))]
      : []),
    ...(resumable && !thread.archived
      ? [item('resume', t('threads.resume'), <Play {...small} />, () => void resumeThread(thread))]
      : []),
    item('rename', t('threads.rename'), <Pencil {...small} />, () => ask('rename')),
    ...(branch === null
      ? []
      : [
          item('branch', t('threads.copyBranch'), <Copy {...small} />, () => {
            void navigator.clipboard.writeText(branch)
          }),
        ]),
    ...(thread.archived ? [] : marks(thread, t)),
    ...exports(thread, t),
    { kind: 'separator', id: 'line' },
    thread.archived
      ? item('restore', t('threads.restore'), <ArchiveRestore {...small} />, () => {
          void restoreThread(thread)
        })
      : {
          ...item('archive', t('threads.archive'), <Archive {...small} />, () => {
            void archiveThread(thread)
          }),
          ...whenAtRest,
        },
    {
      ...item('delete', t('threads.delete'), <Trash2 {...small} />, () => ask('delete')),
      ...whenAtRest,
      danger: true,
    },
  ]
}

function marks(thread: MenuThread, t: TFunction): MenuEntry[] {
  const pin = thread.pinned
    ? item('pin', t('attention.unpin'), <PinOff {...small} />, () => void pinThread(thread, false))
    : item('pin', t('attention.pin'), <Pin {...small} />, () => void pinThread(thread, true))
  const mute = thread.muted
    ? item('mute', t('attention.unmute'), <Bell {...small} />, () => void muteThread(thread, false))
    : item('mute', t('attention.mute'), <BellOff {...small} />, () => void muteThread(thread, true))
  if (atWork(thread)) return [pin, mute]
  const seen = isUnread(thread)
    ? item('seen', t('attention.markSeen'), <MailOpen {...small} />, () => void markSeen(thread))
    : item('seen', t('attention.markUnread'), <Mail {...small} />, () => void markUnread(thread))
  return [pin, mute, seen]
}

function exports(thread: MenuThread, t: TFunction): MenuEntry[] {
  const as = (format: 'markdown' | 'json') =>
    item(`export-${format}`, t(`export.${format}`), <FileDown {...small} />, () => {
      void exportThread(thread, format)
    })
  return [as('markdown'), as('json')]
}

type Item = Extract<MenuEntry, { kind: 'item' }>

function item(id: string, label: string, icon: ReactNode, onSelect: () => void): Item {
  return { kind: 'item', id, label, icon, onSelect }
}

const small = { size: 14, 'aria-hidden': true } as const
