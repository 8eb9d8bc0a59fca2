// Says what an agent should do and how: the prompt, then model, permissions, where, and from which branch.
// The text stays until the server has it; a refusal keeps everything.
import type { Project, ThreadId } from '@a-parallel/shared'
import { CornerDownLeft } from 'lucide-react'
import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../../api/queries.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'
import { SuggestionList } from '../../../ui/suggest/suggestion-list.tsx'
import { keysFor, useMedia } from '../../../platform/browser.ts'
import { EffortMenu, effortsOf } from '../../effort/index.ts'
import { AttachButton, AttachedList, DropHint } from '../../images/index.ts'
import { LimitMark } from '../../limits/index.ts'
import { useSendKey, useSettings } from '../../settings/index.ts'
import { useSuggest, type SuggestFrom } from '../../suggest/index.ts'
import { ToolServerChoice } from '../../tool-servers/index.ts'
import { busyLocals } from '../select/order.ts'
import { useThreads } from '../use-threads.ts'
import { BranchPicker } from './branch-picker.tsx'
import { choiceLook } from './choice-look.ts'
import type { Draft } from './draft.ts'
import { ModeMenu } from './mode-menu.tsx'
import { ModelMenu } from './model-menu.tsx'
import { Refused, Warning } from './notes.tsx'
import { Starters } from './starters.tsx'
import { useWriting } from './use-writing.ts'

export type NewThreadFormProps = { project: Project; onStarted: (id: ThreadId) => Promise<void> }

export function NewThreadForm({ project, onStarted }: NewThreadFormProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const writing = useWriting(project, onStarted)
  const { written, draft, write, images, state, sending, ready, send } = writing
  const bypass = useSettings(({ permissions }) => permissions.bypass)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <div className="flex flex-col gap-3">
      <div className="relative rounded-xl border border-border bg-bg p-3 shadow-lift has-[textarea:focus-visible]:border-accent">
        <DropHint shown={images.dragged} />
        <Prompt
          box={box}
          from={{ projectId: project.id, mode: draft.mode, base: draft.baseBranch }}
          text={written.text}
          sending={sending}
          onText={writing.writeText}
          onPaste={images.onPaste}
          onSend={send}
        />
        <AttachedList images={written.images} className="px-1 pt-2" onRemove={images.remove} />
        <div className="flex flex-wrap items-center gap-2 pt-3">
          <AttachButton disabled={sending} onFiles={images.attach} />
          <Model draft={draft} change={write} />
          <ModeMenu
            value={draft.permissionMode}
            bypass={bypass && draft.mode === 'worktree'}
            onChange={(permissionMode) => write({ permissionMode })}
          />
          <Where project={project} draft={draft} change={write} />
          <ToolServerChoice
            projectId={project.id}
            chosen={draft.toolServers}
            triggerClassName={choiceLook}
            onChange={(toolServers) => write({ toolServers })}
          />
          <StartButton sending={sending} ready={ready} onPress={send} />
        </div>
      </div>
      <Notes project={project} mode={draft.mode} />
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {written.text === '' && written.images.length === 0 && (
        <Starters
          onChoose={(prompt) => {
            writing.writeText(prompt)
            box.current?.focus()
          }}
        />
      )}
    </div>
  )
}

function Model({ draft, change }: Omit<WhereProps, 'project'>) {
  const setup = useSetup()
  return (
    <>
      <ModelMenu value={draft.model} onChange={(model) => model !== null && change({ model })} />
      <EffortMenu
        value={draft.effort}
        efforts={effortsOf(setup.data?.models ?? [], draft.model)}
        triggerClassName={choiceLook}
        onChange={(effort) => change({ effort })}
      />
    </>
  )
}

type PromptProps = {
  box: RefObject<HTMLTextAreaElement | null>
  from: Pick<SuggestFrom, 'projectId' | 'mode' | 'base'>
  text: string
  sending: boolean
  onText: (text: string) => void
  onPaste: (event: ClipboardEvent) => void
  onSend: () => void
}

function Prompt({ box, from, text, sending, onText, onPaste, onSend }: PromptProps) {
  const { t } = useTranslation()
  const startKey = useStartKey(onSend)
  const suggest = useSuggest(box, text, { ...from, threadId: null, commands: [] })
  return (
    <>
      <TextArea
        ref={box}
        label={t('new.prompt')}
        placeholder={t('new.placeholder')}
        value={text}
        readOnly={sending}
        minLines={4}
        maxLines={16}
        className="px-1 py-0.5 outline-none"
        onChange={(event) => onText(event.target.value)}
        onPaste={onPaste}
        onKeyDown={(event) => suggest.onKeyDown(event) || startKey(event)}
        {...suggest.field}
      />
      <SuggestionList {...suggest.list} side="below" />
    </>
  )
}

type StartButtonProps = { sending: boolean; ready: boolean; onPress: () => void }

function StartButton({ sending, ready, onPress }: StartButtonProps) {
  const { t } = useTranslation()
  return (
    <Button
      weight="primary"
      busy={sending}
      disabled={!ready}
      onClick={onPress}
      icon={<CornerDownLeft size={14} aria-hidden />}
      // At the end also where the choices leave no room for it beside them.
      className="ms-auto max-md:w-full"
    >
      {t(sending ? 'new.starting' : 'new.start')}
    </Button>
  )
}

/** On a touch keyboard Enter makes a new line, whatever sends elsewhere. Mod+Enter always sends. */
function useStartKey(send: () => void) {
  const touch = useMedia('(pointer: coarse)')
  const sends = useSendKey()
  return (event: KeyboardEvent) => {
    if (isComposing(event) || !sends(event)) return
    if (touch && !event.metaKey && !event.ctrlKey) return
    event.preventDefault()
    send()
  }
}

type WhereProps = { project: Project; draft: Draft; change: (part: Partial<Draft>) => void }

function Where({ project, draft, change }: WhereProps) {
  const { t } = useTranslation()
  return (
    <>
      <Segmented
        label={t('new.where')}
        value={draft.mode}
        options={[
          { value: 'worktree', label: t('new.worktree') },
          { value: 'local', label: t('new.local') },
        ]}
        onChange={(mode) => change({ mode })}
      />
      {draft.mode === 'worktree' && (
        <BranchPicker
          projectId={project.id}
          value={draft.baseBranch}
          defaultBranch={project.defaultBranch}
          onChange={(baseBranch) => change({ baseBranch })}
        />
      )}
    </>
  )
}

function Notes({ project, mode }: { project: Project; mode: Draft['mode'] }) {
  const { t } = useTranslation()
  const others = busyLocals(useThreads(), project.id)
  const enterSends = useSettings(({ general }) => general.sendKey === 'enter')
  return (
    <div className="flex flex-col gap-2 px-1">
      <LimitMark />
      <p className="text-xs text-muted">
        {t(mode === 'local' ? 'new.localDetail' : 'new.worktreeDetail')}{' '}
        <span className="pointer-coarse:hidden">
          {t(enterSends ? 'new.startKeys' : 'new.startKeysMod', { keys: keysFor('Mod+Enter') })}
        </span>
      </p>
      {mode === 'local' && others > 0 && <Warning>{t('new.localBusy', { count: others })}</Warning>}
      {!project.available && <Warning>{t('problems.project_unavailable')}</Warning>}
    </div>
  )
}
