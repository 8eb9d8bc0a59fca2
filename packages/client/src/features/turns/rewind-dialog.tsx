// Asks before a thread goes back to an earlier message: says exactly what will happen to files and messages, and that it can
// be undone. With `edit` the message can be changed, and is said again; Escape keeps the changed words for the next time.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { atWork, checkpointBefore, turnsFrom } from '@a-parallel/contract/model'
import type { ProblemValue, RewindWhat, ThreadView, Turn } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { isComposing, TextArea } from '../../ui/controls/text-area.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../words/dialog-labels.ts'
import { useProblemWords } from '../../words/problem-text.ts'
import { askedOf, CarriedList, ImageCount, leftOf } from '../images/index.ts'
import { FilesPreview } from './files-preview.tsx'
import type { TurnAct } from './message-menu.tsx'
import { forgetResend, useResend, type Resent } from './resend.ts'

export type RewindDialogProps = {
  view: ThreadView
  turn: Turn
  act: Exclude<TurnAct, 'fork'>
  onClose: () => void
  /** It is written down; what comes of it is told by the thread. */
  onAsked: (rewindId: string) => void
}

export function RewindDialog(props: RewindDialogProps) {
  const { view, turn, act, onClose } = props
  const edit = act === 'edit'
  const { t } = useTranslation()
  const labels = useDialogLabels()
  const kept = Boolean(checkpointBefore(view, turn.id)?.commit)
  const [what, setWhat] = useState<RewindWhat>(kept ? 'both' : 'conversation')
  const { text, change, without, takeOff } = useResend(turn)
  const giveUp = () => {
    if (edit) forgetResend(turn.id)
    onClose()
  }
  const { go, busy, problem } = useGo(props, what, { text, without })
  const working = atWork(view)
  const carries = turn.images?.some(({ id }) => !without.includes(id))
  const blocked = working || (edit && text.trim() === '' && !carries)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`turns.${act}Title`)}
      closeLabel={labels.close}
      footer={
        <>
          <Button onClick={giveUp}>{labels.cancel}</Button>
          <Button weight="primary" disabled={blocked} busy={busy && !blocked} onClick={go}>
            {t(edit ? 'turns.resend' : 'turns.go')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col items-stretch gap-3 *:[fieldset]:self-start">
        {edit ? (
          <>
            <EditField text={text} onText={change} onSend={() => !blocked && !busy && go()} />
            <CarriedList images={turn.images} without={without} onRemove={takeOff} />
          </>
        ) : (
          <Said turn={turn} />
        )}
        <Segmented
          label={t('turns.what')}
          value={what}
          onChange={setWhat}
          options={choices(edit).map((value) => ({
            value,
            label: t(`turns.choice.${value}`),
            disabled: value !== 'conversation' && !kept,
          }))}
        />
        <Consequences view={view} turn={turn} what={what} kept={kept} />
        {working && <Working threadId={view.id} />}
        {problem && <Refused problem={problem} />}
      </div>
    </Dialog>
  )
}

function useGo({ view, turn, act, onAsked }: RewindDialogProps, what: RewindWhat, said: Resent) {
  const [problem, setProblem] = useState<ProblemValue>()
  const [busy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      const params = { id: view.id }
      const left = leftOf(turn.images, said.without) ?? askedOf(turn.images ?? [])
      const message = { text: said.text, ...(left.length > 0 ? { images: left } : {}) }
      const body = {
        turnId: turn.id,
        what,
        ...(act === 'edit' ? { message } : {}),
      }
      onAsked((await callApi('rewindThread', { params, body })).id)
    } catch (cause) {
      setProblem(problemOf(cause))
      setBusy(false)
    }
  }
  return { go: () => void ask(), busy, problem }
}

function Refused({ problem }: { problem: ProblemValue }) {
  const words = useProblemWords()
  return (
    <p role="alert" className="text-fail">
      {words(problem).text}
    </p>
  )
}

function Said({ turn }: { turn: Turn }) {
  return (
    <>
      <div className="rounded-md bg-selected px-3 py-2">
        <p className="line-clamp-3 wrap-anywhere">{turn.text}</p>
      </div>
      <ImageCount count={turn.images?.length ?? 0} />
    </>
  )
}

type EditFieldProps = { text: string; onText: (text: string) => void; onSend: () => void }

/** Ctrl or Cmd with Enter sends. */
function EditField({ text, onText, onSend }: EditFieldProps) {
  const { t } = useTranslation()
  return (
    <TextArea
      label={t('turns.text')}
      value={text}
      minLines={2}
      maxLines={8}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return
        event.preventDefault()
        onSend()
      }}
      className="rounded-md border border-border px-3 py-2"
    />
  )
}

/** Saying it again without taking it back would be another message. */
const choices = (edit: boolean): RewindWhat[] =>
  edit ? ['both', 'conversation'] : ['both', 'conversation', 'files']

type ConsequencesProps = { view: ThreadView; turn: Turn; what: RewindWhat; kept: boolean }

function Consequences({ view, turn, what, kept }: ConsequencesProps) {
  const { t } = useTranslation()
  const count = turnsFrom(view, turn.id).filter(({ origin }) => origin === 'person').length
  return (
    <>
      <p>{what === 'files' ? t('turns.messagesStay') : t('turns.messages', { count })}</p>
      {kept && what !== 'conversation' && (
        <FilesPreview threadId={view.id} turnId={turn.id} seq={view.seq} />
      )}
      {kept && what === 'conversation' && <p>{t('turns.filesStay')}</p>}
      {!kept && <p className="text-muted">{t('turns.filesNotKept')}</p>}
      <p className="text-muted">
        {what === 'conversation' ? t('turns.undoable') : t('turns.branchStays')}
      </p>
    </>
  )
}

function Working({ threadId }: { threadId: ThreadView['id'] }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const stop = () => {
    setAsked(true)
    callApi('stopThread', { params: { id: threadId } }).catch(() => setAsked(false))
  }
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md border border-line px-3 py-2">
      <p className="min-w-0 flex-1">{t('turns.working')}</p>
      <Button size="sm" busy={asked} onClick={stop}>
        {t('thread.stopAgent')}
      </Button>
    </div>
  )
}
