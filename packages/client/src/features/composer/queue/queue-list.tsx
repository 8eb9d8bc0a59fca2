// Messages that wait, above the composer, as they will be sent. Each can be changed, moved, taken back or sent sooner;
// after a stop they are kept until the person says what is to become of them.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId, Turn } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { releaseAll } from './change.ts'
import { useEdit } from './edit.ts'
import { QueueRow } from './queue-row.tsx'

export type QueueListProps = {
  threadId: ThreadId
  /** Those that wait, first to be sent first. */
  turns: readonly Turn[]
  /** A turn runs: a message can be sent into it, or instead of it. */
  turnRuns: boolean
  connected: boolean
}

export function QueueList({ threadId, turns, turnRuns, connected }: QueueListProps) {
  const { t } = useTranslation()
  const [edit, setEdit] = useEdit(threadId, 'queue', turns)
  const held = turns.filter((turn) => turn.held)
  if (turns.length === 0) return null
  return (
    <section aria-label={t('queue.title')} className="mb-2 rounded-xl border border-line">
      {held.length > 0 && <Held threadId={threadId} held={held} connected={connected} />}
      <ul className="scroll-thin flex max-h-48 flex-col overflow-y-auto py-1">
        {turns.map((turn, index) => (
          <QueueRow
            key={turn.id}
            threadId={threadId}
            turn={turn}
            above={turns[index - 1]}
            below={turns[index + 1]}
            afterNext={turns[index + 2]?.id ?? null}
            turnRuns={turnRuns}
            connected={connected}
            edit={edit?.id === turn.id ? edit : null}
            onEdit={setEdit}
          />
        ))}
      </ul>
    </section>
  )
}

type HeldProps = { threadId: ThreadId; held: readonly Turn[]; connected: boolean }

function Held({ threadId, held, connected }: HeldProps) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const send = () => {
    setBusy(true)
    void releaseAll(threadId, held).finally(() => setBusy(false))
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line py-1.5 ps-2.5 pe-1.5">
      <StatusGlyph shape="stop" tone="idle" />
      <p className="min-w-0 flex-1 font-medium">{t('queue.ask', { count: held.length })}</p>
      <Button size="sm" weight="primary" busy={busy} disabled={!connected} onClick={send}>
        {t('queue.sendThem', { count: held.length })}
      </Button>
    </div>
  )
}
