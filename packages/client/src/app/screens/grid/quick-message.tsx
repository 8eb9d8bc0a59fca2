// A line to write to a thread's agent. What is typed stays until the server has taken it, also across a reload.
import type { ThreadId, TurnId } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { tellProblem } from '../../../features/threads/index.ts'
import { useKeptText } from '../../../platform/kept-text.ts'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'

type QuickMessageProps = { threadId: ThreadId; title: string }

const newId = () => crypto.randomUUID() as TurnId // A UUID.

export function QuickMessage({ threadId, title }: QuickMessageProps) {
  const { t } = useTranslation()
  const { text, change } = useKeptText(`grid-draft.${threadId}`, '')
  // The same text sent again after a failure is the same message; another text is another one.
  const [id, setId] = useState(newId)
  const [sending, setSending] = useState(false)
  const write = (next: string) => {
    change(next)
    setId(newId())
  }
  const send = () => {
    if (text.trim() === '' || sending) return
    setSending(true)
    callApi('sendMessage', { params: { id: threadId }, body: { id, text } })
      .then(() => write(''))
      .catch(tellProblem)
      .finally(() => setSending(false))
  }
  const label = t('grid.messageTo', { title })
  return (
    <TextArea
      label={label}
      placeholder={t('grid.message')}
      value={text}
      aria-busy={sending}
      readOnly={sending}
      onChange={(event) => write(event.target.value)}
      onKeyDown={(event) => {
        if (isComposing(event) || event.key !== 'Enter' || event.shiftKey) return
        event.preventDefault()
        send()
      }}
      className="max-h-32 w-full rounded-md border border-border px-2.5 py-1.5"
    />
  )
}
