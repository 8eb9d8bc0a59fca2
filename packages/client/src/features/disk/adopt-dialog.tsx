// Begins a thread in a worktree that somebody else made: where it is, with the first message to its agent.
import type { DiskPlace, ProblemValue } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { useId, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useAdopting } from '../../api/data/disk.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { keep } from '../../platform/kept.ts'
import { useKeptText } from '../../platform/kept-text.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

export function AdoptDialog({ place, onClose }: { place: DiskPlace; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const form = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = `adopt-draft.${place.path}`
  const { text: prompt, change: setPrompt } = useKeptText(draft, '')
  const adopt = useAdopting()
  const { busy, problem, attempt } = useAttempt(() => undefined)
  const begin = async () => {
    const threadId = await adopt(place.path, prompt.trim())
    keep(draft, undefined)
    onClose()
    await navigate({ to: '/t/$threadId', params: { threadId } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('disk.adoptTitle')}
      closeLabel={t('app.close')}
      initialFocus={field}
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            form={form}
            weight="primary"
            busy={busy}
            disabled={prompt.trim() === ''}
          >
            {t('disk.adoptButton')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          attempt(begin)
        }}
      >
        <Where place={place} />
        <Prompt field={field} value={prompt} onChange={setPrompt} />
        <Refused problem={problem} />
      </form>
    </Dialog>
  )
}

type PromptProps = {
  field: RefObject<HTMLTextAreaElement | null>
  value: string
  onChange: (text: string) => void
}

function Prompt({ field, value, onChange }: PromptProps) {
  const { t } = useTranslation()
  return (
    <TextArea
      ref={field}
      label={t('disk.adoptPrompt')}
      placeholder={t('disk.adoptPrompt')}
      value={value}
      minLines={3}
      maxLines={10}
      className="rounded-md border border-border px-2.5 py-1.5"
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Where({ place: { path, branch } }: { place: DiskPlace }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="font-mono text-sm wrap-anywhere">{path}</p>
      <p className="text-pretty text-muted">{t('disk.adoptDetail', { branch: branch ?? '' })}</p>
    </>
  )
}

function Refused({ problem }: { problem: ProblemValue | undefined }) {
  const words = useProblemWords()
  return (
    <p role="alert" className="text-fail empty:hidden">
      {problem && words(problem).text}
    </p>
  )
}
