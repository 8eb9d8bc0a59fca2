// One message that waits: its beginning, where it is, and what can be done with it.
import { ArrowDown, ArrowUp, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, ThreadId, Turn, TurnId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { CarriedList, ImageCount } from '../../images/index.ts'
import { changeMessage, changeOf, saysSomething, withdrawMessage } from './change.ts'
import { editOf, type Edit } from './kept-edit.ts'

export type QueueRowProps = {
  threadId: ThreadId
  turn: Turn
  above: Turn | undefined
  below: Turn | undefined
  /** What stands behind the one below; null where that is the last. */
  afterNext: TurnId | null
  turnRuns: boolean
  connected: boolean
  /** As it is being changed; null while it is not. */
  edit: Edit | null
  onEdit: (edit: Edit | null) => void
}

export function QueueRow(props: QueueRowProps) {
  const { t } = useTranslation()
  const { turn, edit } = props
  if (edit !== null && !turn.handed) return <Editor {...props} edit={edit} />
  const state = stateOf(turn)
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-2 ps-2.5 pe-1.5">
      <StatusGlyph shape={turn.handed ? 'arc' : 'dashed'} tone={turn.handed ? 'run' : 'idle'} />
      <span className="shrink-0 text-sm text-muted">{t(`queue.${state}`)}</span>
      <span className="min-w-0 flex-1 basis-24 truncate" title={turn.text}>
        {turn.text}
      </span>
      <ImageCount count={turn.images?.length ?? 0} />
      {!turn.handed && <Acts {...props} />}
    </li>
  )
}

function stateOf({ handed, held, parked }: Turn) {
  if (handed) return 'handed'
  if (parked) return 'parked'
  return held ? 'held' : 'queued'
}

function Acts(props: QueueRowProps) {
  const { t } = useTranslation()
  const { threadId, turn, above, below, afterNext, connected, onEdit } = props
  const move = (before: TurnId | null) => void changeMessage(threadId, turn.id, { before })
  const up = above && !above.handed ? () => move(above.id) : undefined
  const down = below ? () => move(afterNext) : undefined
  const sends = useSends(props)
  const moves: MenuEntry[] = [
    ...(up ? [entry('up', t('queue.up'), up)] : []),
    ...(down ? [entry('down', t('queue.down'), down)] : []),
  ]
  return (
    <span className="flex shrink-0 items-center">
      <IconButton
        size="sm"
        label={t('queue.edit')}
        icon={<Pencil size={13} aria-hidden />}
        disabled={!connected}
        onClick={() => onEdit(editOf(turn))}
      />
      <span className="flex max-sm:hidden">
        <IconButton
          size="sm"
          label={t('queue.up')}
          icon={<ArrowUp size={13} aria-hidden />}
          disabled={!connected || !up}
          onClick={up}
        />
        <IconButton
          size="sm"
          label={t('queue.down')}
          icon={<ArrowDown size={13} aria-hidden />}
          disabled={!connected || !down}
          onClick={down}
        />
      </span>
      <IconButton
        size="sm"
        label={t('queue.delete')}
        icon={<Trash2 size={13} aria-hidden />}
        disabled={!connected}
        onClick={() => void withdrawMessage(threadId, turn.id)}
      />
      {sends.length + moves.length > 0 && (
        <Menu
          label={t('queue.more')}
          side="top"
          align="end"
          disabled={!connected}
          triggerClassName="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted enabled:hover:bg-hover enabled:hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg disabled:text-border touch-target"
          trigger={<Ellipsis size={14} aria-hidden />}
          entries={[...sends, ...moves]}
        />
      )}
    </span>
  )
}

/** How it can be sent sooner than it would be. */
function useSends({ threadId, turn, turnRuns }: QueueRowProps): MenuEntry[] {
  const { t } = useTranslation()
  const send = (delivery: Delivery) => () => void changeMessage(threadId, turn.id, { delivery })
  const now = (['into-turn', 'stop-first'] as const).map((way): MenuEntry => ({
    kind: 'item',
    id: way,
    label: t(`delivery.${way}`),
    detail: t(`delivery.${way}Detail`),
    onSelect: send(way),
  }))
  const words = turnRuns ? t('queue.queueAgain') : t('queue.sendThis')
  return [...(turn.held ? [entry('queue', words, send('queue'))] : []), ...(turnRuns ? now : [])]
}

function entry(id: string, label: string, onSelect: () => void): MenuEntry {
  return { kind: 'item', id, label, onSelect }
}

function Editor(props: QueueRowProps & { edit: Edit }) {
  const { t } = useTranslation()
  const { threadId, turn, edit, onEdit, connected } = props
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const save = () => {
    if (!saysSomething(edit, turn) || !connected || busy) return
    setBusy(true)
    void changeMessage(threadId, turn.id, changeOf(edit, turn))
      .then((done) => done && onEdit(null))
      .finally(() => setBusy(false))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      save()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onEdit(null)
    }
  }
  return (
    <li className="flex flex-wrap items-end gap-1.5 px-1.5 py-1 *:[ul]:basis-full" data-own-escape>
      <CarriedList
        images={turn.images}
        without={edit.without}
        onRemove={(id) => onEdit({ ...edit, without: [...edit.without, id] })}
      />
      <TextArea
        ref={box}
        label={t('queue.editLabel')}
        value={edit.text}
        maxLines={6}
        onChange={(event) => onEdit({ ...edit, text: event.target.value })}
        onKeyDown={onKeyDown}
        className="min-w-40 flex-1 rounded-md border border-border px-2 py-1"
      />
      <Button size="sm" weight="primary" busy={busy} disabled={!connected} onClick={save}>
        {t('queue.save')}
      </Button>
      <Button size="sm" weight="quiet" onClick={() => onEdit(null)}>
        {t('queue.cancel')}
      </Button>
    </li>
  )
}
