// Where a person speaks to a thread's agent. Nothing typed here is lost; nothing is sent by an Enter that an input method
// needed; while the agent is at work a message waits for its turn.
import { ArrowUp, ListPlus, Square } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Effort, PermissionMode, ThreadId } from '@a-parallel/shared'
import { useCommand } from '../commands/index.ts'
import { EffortMenu, effortsOf } from '../effort/index.ts'
import { useSendKey, useSettings } from '../settings/index.ts'
import { useSuggest, type SuggestFrom } from '../suggest/index.ts'
import { Button } from '../../ui/controls/button.tsx'
import { isComposing, TextArea } from '../../ui/controls/text-area.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { SuggestionList } from '../../ui/suggest/suggestion-list.tsx'
import { DeliveryMenu } from './delivery-menu.tsx'
import { ModelMenu, ModeMenu, triggerLook, type OfferedModels } from './choices.tsx'
import { AttachButton, AttachedList, DropHint } from '../images/index.ts'
import { saysSomething, withoutKnown } from './draft.ts'
import { changeDraft, useDraft } from './draft-store.ts'
import { recall, type Recalled } from './history.ts'
import { nextMode } from './modes.tsx'
import { OutgoingList } from './outgoing-list.tsx'
import { sendDraft } from './send.ts'
import type { useStop } from './stop.ts'
import { useChanged } from './use-changed.ts'
import { useDraftImages } from './use-draft-images.ts'

export type ComposerProps = {
  threadId: ThreadId
  model: string
  effort: Effort | null
  permissionMode: PermissionMode
  /** Its checkout is the thread's own. */
  inWorktree: boolean
  offered: OfferedModels
  /** Where what is suggested comes from. */
  suggestFrom: SuggestFrom
  /** The agent is at work or about to be: messages wait, and it can be stopped. */
  atWork: boolean
  /** A turn runs: a message can be sent into it, or instead of it. */
  turnRuns: boolean
  /** How to stop it, and how far that is. */
  stop: ReturnType<typeof useStop>
  connected: boolean
  /** What the person said before, oldest first, for the arrow keys. */
  earlier: readonly string[]
  /** Whether the thread's log knows a message by its id. */
  isKnown: (id: string) => boolean
  onSent: () => void
}

export function Composer(props: ComposerProps) {
  const { t } = useTranslation()
  const { threadId, atWork, connected, earlier, isKnown, onSent } = props
  const draft = useDraft(threadId)
  const box = useRef<HTMLTextAreaElement>(null)
  const chosen = useChanged(threadId, props)
  const sends = useSendKey()
  const suggest = useSuggest(box, draft.text, props.suggestFrom)
  useEffect(() => {
    changeDraft(threadId, (before) => withoutKnown(before, isKnown))
  }, [threadId, isKnown])
  useCommand('focusComposer', () => box.current?.focus())
  const setText = (text: string) => changeDraft(threadId, (before) => ({ ...before, text }))
  const attaching = useDraftImages(threadId, draft.images)
  const send = (delivery: Delivery = 'queue') => {
    if (connected && sendDraft(threadId, delivery)) onSent()
  }
  const fetchEarlier = useRecall(earlier, draft.text, setText)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event) || suggest.onKeyDown(event)) return
    if (sends(event)) {
      event.preventDefault()
      send()
    } else if (event.key === 'Tab' && event.shiftKey) {
      event.preventDefault()
      chosen.change({ permissionMode: nextMode(chosen.permissionMode) })
    } else fetchEarlier(event)
  }
  const outgoing = draft.outgoing.filter(({ id }) => !isKnown(id))
  return (
    <div data-composer data-region>
      <OutgoingList threadId={threadId} outgoing={outgoing} />
      <div className="relative rounded-xl border border-border bg-bg transition-colors focus-within:border-accent focus-within:outline focus-within:outline-accent">
        <DropHint shown={attaching.dragged} />
        <AttachedList images={draft.images} className="px-3.5 pt-3" onRemove={attaching.remove} />
        <TextArea
          ref={box}
          label={t('composer.label')}
          placeholder={atWork ? t('composer.placeholderQueue') : t('composer.placeholder')}
          value={draft.text}
          maxLines={10}
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={attaching.onPaste}
          {...suggest.field}
          className="px-3.5 pt-2.5 pb-1 focus-visible:outline-none"
        />
        <SuggestionList {...suggest.list} />
        <Bar
          {...props}
          chosen={chosen}
          typed={saysSomething(draft)}
          send={send}
          onFiles={attaching.attach}
        />
      </div>
    </div>
  )
}

/** The arrow keys bring earlier messages into the box. */
function useRecall(earlier: readonly string[], text: string, setText: (text: string) => void) {
  const recalled = useRef<Recalled>(null)
  return (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const next = recall(earlier, { text, recalled: recalled.current }, event.key)
    if (!next) return
    event.preventDefault()
    recalled.current = next
    setText(next.text)
  }
}

type BarProps = Pick<
  ComposerProps,
  'inWorktree' | 'offered' | 'atWork' | 'turnRuns' | 'stop' | 'connected'
> & {
  chosen: ReturnType<typeof useChanged>
  typed: boolean
  send: (delivery?: Delivery) => void
  onFiles: (files: readonly File[]) => void
}

/** How it will be done, and the buttons that do it. */
function Bar(props: BarProps) {
  const { inWorktree, offered, atWork, turnRuns, stop, connected, chosen, typed, send } = props
  const { t } = useTranslation()
  const ready = typed && connected
  return (
    <div className="flex flex-wrap items-center gap-1 px-1.5 pb-1.5">
      <AttachButton onFiles={props.onFiles} />
      <ModelMenu
        model={chosen.model}
        offered={offered}
        onChange={(model) => chosen.change({ model })}
      />
      <EffortMenu
        value={chosen.effort}
        efforts={effortsOf(offered, chosen.model)}
        side="top"
        triggerClassName={`${triggerLook} text-muted`}
        onChange={(effort) => chosen.change({ effort })}
      />
      <ModeMenu
        mode={chosen.permissionMode}
        bypass={useSettings(({ permissions }) => permissions.bypass) && inWorktree}
        onChange={(permissionMode) => chosen.change({ permissionMode })}
      />
      <Hint armed={stop.armed} connected={connected} atWork={atWork} typed={typed} />
      {/* Where there is no room for one line, they go to the next together. */}
      <span className="ms-auto flex gap-1">
        {atWork && (
          <Button
            size="sm"
            busy={stop.stopping}
            disabled={!connected}
            icon={<Square size={11} fill="currentColor" aria-hidden />}
            onClick={stop.stop}
          >
            <span className="max-sm:sr-only">
              {stop.stopping ? t('composer.stopping') : t('composer.stop')}
            </span>
          </Button>
        )}
        <span className="flex">
          <Button
            size="sm"
            weight="primary"
            className={turnRuns ? 'rounded-e-none' : ''}
            disabled={!ready}
            icon={atWork ? <ListPlus size={14} aria-hidden /> : <ArrowUp size={14} aria-hidden />}
            onClick={() => send()}
          >
            <span className="max-sm:sr-only">
              {atWork ? t('composer.queue') : t('composer.send')}
            </span>
          </Button>
          {turnRuns && <DeliveryMenu disabled={!ready} onSend={send} />}
        </span>
      </span>
    </div>
  )
}

type HintProps = { armed: boolean; connected: boolean; atWork: boolean; typed: boolean }

/** What the keys do now, or why they do nothing. */
function Hint({ armed, connected, atWork, typed }: HintProps) {
  const { t } = useTranslation()
  // Where there is room for one line, no hint makes it two: the conversation above would jump.
  const look = 'ms-auto min-w-0 px-1 text-end text-xs sm:flex-1 sm:basis-0 sm:truncate'
  if (armed)
    return <output className={`${look} font-medium text-need`}>{t('composer.escapeAgain')}</output>
  if (!connected)
    return (
      <output className={`${look} text-need`} title={t('composer.offline')}>
        {t('composer.offline')}
      </output>
    )
  if (!typed) return <span className={look} />
  return (
    <span className={`${look} text-muted`}>
      <span className="max-sm:hidden">
        {atWork ? t('composer.willQueue') : <Kbd keys="Shift+Enter" />}{' '}
        {!atWork && t('composer.newLine')}
      </span>
    </span>
  )
}
