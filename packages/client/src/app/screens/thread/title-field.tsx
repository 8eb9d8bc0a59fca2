// The thread's name, which a press turns into a field. Enter keeps the new name, Escape the old one.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { useCommand, useKeysOf } from '../../../features/commands/index.ts'
import { RenameField, useTitle } from '../../../features/threads/index.ts'

export function TitleField({ threadId, title }: { threadId: ThreadId; title: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [shown, rename] = useTitle({ id: threadId, title })
  const name = useRef<HTMLButtonElement>(null)
  const back = useRef(false)
  const keys = useKeysOf('renameThread')
  useCommand('renameThread', () => setOpen(true), { name: shown })
  useEffect(() => {
    if (!open && back.current) name.current?.focus()
    back.current = false
  }, [open])
  const close = (again: boolean) => {
    back.current = again
    setOpen(false)
  }
  if (open)
    return (
      <>
        <h1 className="sr-only">{shown}</h1>
        <RenameField
          value={shown}
          onKeep={(given, again) => {
            close(again)
            rename(given)
          }}
          onDrop={close}
          className="-ms-1.5 font-medium"
        />
      </>
    )
  const hint = t('thread.renameHint', { title: shown })
  return (
    <h1 tabIndex={-1} className="-ms-1.5 flex min-w-0 font-medium outline-none">
      <button
        ref={name}
        type="button"
        title={keys === undefined ? hint : `${hint} ${keys}`}
        onClick={() => setOpen(true)}
        className="ring-inset-focus min-w-0 truncate rounded-md px-1.5 hover:bg-hover"
      >
        {shown}
      </button>
    </h1>
  )
}
