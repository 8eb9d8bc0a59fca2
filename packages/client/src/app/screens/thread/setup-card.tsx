// What happens between sending and the agent's first word: step by step, with how long it has taken.
import { useTranslation } from 'react-i18next'
import { pendingStep } from '@a-parallel/contract/model'
import type { PendingStep, ThreadView } from '@a-parallel/shared'
import { useLack } from '../../../features/threads/index.ts'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { Elapsed } from './elapsed.tsx'

const order = ['worktree', 'setup', 'rewind', 'slot', 'agent'] as const satisfies PendingStep[]

export function SetupCard({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const now = pendingStep(view)
  if (now === null) return null
  const isFirst = view.turns.every((turn) => turn.startedAt === null)
  const steps = order.filter((step) => {
    if (step === 'worktree') return view.mode === 'worktree' && (isFirst || step === now)
    if (step === 'setup' && view.preparation) return isFirst || step === now
    return step === now || (isFirst && step === 'agent')
  })
  return (
    <ol
      aria-label={t('thread.setup.label')}
      className="mt-2 flex max-w-md flex-col rounded-lg border border-line px-3.5 py-2"
    >
      {steps.map((step) => (
        <Step key={step} step={step} now={now} view={view} />
      ))}
    </ol>
  )
}

function Step({ step, now, view }: { step: PendingStep; now: PendingStep; view: ThreadView }) {
  const { t } = useTranslation()
  const lacking = useLack()
  const lack = step === 'slot' && step === now ? lacking : null
  const done = order.indexOf(step) < order.indexOf(now)
  const current = step === now
  const state = done ? 'done' : current ? 'current' : 'later'
  return (
    <li
      className={`flex min-h-7 gap-2 ${lack ? 'items-baseline py-1' : 'items-center'} ${state === 'later' ? 'text-muted' : ''}`}
    >
      <StatusGlyph
        shape={done ? 'check' : current ? (step === 'slot' ? 'dashed' : 'arc') : 'ring'}
        tone={done ? 'review' : current ? 'setup' : 'idle'}
        label={t(`thread.setup.state.${state}`)}
      />
      {lack ? (
        <span className="min-w-0">
          {lack.why}. <span className="text-muted">{lack.next}</span>
        </span>
      ) : (
        <span className="shrink-0">{t(`thread.setup.${step}`)}</span>
      )}
      {step === 'worktree' && view.worktree && (
        <code className="min-w-0 truncate text-xs text-muted">{view.worktree.branch}</code>
      )}
      {current && (
        <span className="ms-auto shrink-0 ps-2 text-xs whitespace-nowrap text-muted">
          <Elapsed since={view.since} />
        </span>
      )}
    </li>
  )
}
