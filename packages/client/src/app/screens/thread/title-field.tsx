// The thread's name, which a press turns into a field. Enter keeps the new name, Escape the old one.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { isComposing } from '../../../ui/controls/text-area.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'

export function TitleField({ threadId, title }: { threadId: ThreadId; title: string }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<string>()
  const [wanted, setWanted] = useState<{ from: string; to: string }>()
  const shown = wanted?.from === title ? wanted.to : title
  const keep = () => {
    const name = typed?.trim().slice(0, 200)
    setTyped(undefined)
    if (!name || name === title) return
    setWanted({ from: title, to: name })
    callApi('changeThread', { params: { id: threadId }, body: { title: name } }).catch(
      (cause: unknown) => {
        setWanted(undefined)
        showToast(problemWords(problemOf(cause)).text, { tone: 'bad' })
      },
    )
  }
  if (typed !== undefined)
    return (
      <>
        <h1 className="sr-only">{shown}</h1>
        <Field typed={typed} onType={setTyped} onKeep={keep} onDrop={() => setTyped(undefined)} />
      </>
    )
  return (
    <h1 tabIndex={-1} className="-ms-1.5 flex min-w-0 font-medium outline-none">
      <button
        type="button"
        title={t('thread.renameHint', { title: shown })}
        onClick={() => setTyped(shown)}
        className="ring-inset-focus min-w-0 truncate rounded-md px-1.5 hover:bg-hover"
      >
        {shown}
      </button>
    </h1>
  )
}

type FieldProps = {
  typed: string
  onType: (text: string) => void
  onKeep: () => void
  onDrop: () => void
}

function Field({ typed, onType, onKeep, onDrop }: FieldProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.select(), [])
  return (
    <input
      ref={box}
      type="text"
      aria-label={t('thread.title')}
      value={typed}
      maxLength={200}
      onChange={(event) => onType(event.target.value)}
      onBlur={onKeep}
      onKeyDown={(event) => {
        if (isComposing(event)) return
        if (event.key === 'Enter') onKeep()
        else if (event.key === 'Escape') onDrop()
      }}
      className="-ms-1.5 min-h-6 min-w-0 flex-1 rounded-md border border-border bg-bg px-1.5 font-medium"
    />
  )
}
