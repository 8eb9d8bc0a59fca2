// An agent's questions: choose among its options or answer in one's own words. Sent together, once all are answered.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { CardFrame } from './card-frame.tsx'
import { DenyReason } from './deny-reason.tsx'
import { useGuard } from './guard.ts'
import type { CardProps } from './permission-card.tsx'
import { QuestionField } from './question-field.tsx'
import { answersOf, nothingChosen, toggled, typed, unanswered, type Choices } from './questions.ts'

const noQuestions: readonly Question[] = []

export function QuestionCard({ approval, answering, turning }: CardProps) {
  const { t } = useTranslation()
  const guarded = useGuard()
  const [choices, setChoices] = useState<Choices>({})
  const [declining, setDeclining] = useState(false)
  const { sent, problem, answer } = answering
  const questions = approval.detail.kind === 'question' ? approval.detail.questions : noQuestions
  const missing = unanswered(questions, choices).length
  const send = () =>
    guarded(() => {
      if (missing === 0) answer({ decision: 'allow', answers: answersOf(questions, choices) })
    })
  const toggle = (question: Question, label: string) =>
    setChoices((before) => toggled(before, question, label))
  const decline = (message: string) =>
    answer(message ? { decision: 'deny', message } : { decision: 'deny' })
  return (
    <CardFrame
      kind="question"
      title={t('approvals.questionTitle', { count: questions.length })}
      turning={turning}
      problem={problem}
      keys={{ ...digitKeys(questions, toggle), Enter: send }}
      buttons={
        declining ? (
          <DenyReason
            label={t('approvals.declineLabel')}
            send={t('approvals.decline')}
            busy={sent !== null}
            onSend={decline}
            onBack={() => setDeclining(false)}
          />
        ) : (
          <Buttons
            count={questions.length}
            missing={missing}
            busy={sent !== null}
            send={send}
            decline={() => guarded(() => setDeclining(true))}
          />
        )
      }
    >
      <div className="flex flex-col gap-5">
        {questions.map((question) => (
          <QuestionField
            key={question.question}
            question={question}
            choice={choices[question.question] ?? nothingChosen}
            onToggle={(label) => toggle(question, label)}
            onType={(own) => setChoices((before) => typed(before, question, own))}
            onSend={send}
          />
        ))}
      </div>
    </CardFrame>
  )
}

/** With a single question the digits choose its options. */
function digitKeys(
  questions: readonly Question[],
  toggle: (question: Question, label: string) => void,
): Record<string, () => void> {
  const only = questions.length === 1 ? questions[0] : undefined
  if (!only) return {}
  return Object.fromEntries(
    only.options
      .slice(0, 9)
      .map(({ label }, index) => [String(index + 1), () => toggle(only, label)]),
  )
}

type ButtonsProps = {
  count: number
  missing: number
  busy: boolean
  send: () => void
  decline: () => void
}

function Buttons({ count, missing, busy, send, decline }: ButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:items-center">
      <Button
        weight="primary"
        busy={busy}
        disabled={missing > 0}
        onClick={send}
        className="max-sm:order-2 max-sm:min-h-12"
      >
        {t('approvals.sendAnswers', { count })}
      </Button>
      <Button
        weight="quiet"
        disabled={busy}
        onClick={decline}
        className="max-sm:order-1 max-sm:min-h-12 max-sm:border max-sm:border-border"
      >
        {t('approvals.declineDots')}
      </Button>
      {missing > 0 && count > 1 && (
        <span className="text-sm text-muted max-sm:order-3 max-sm:col-span-2 sm:ms-auto">
          {t('approvals.missing', { count: missing })}
        </span>
      )}
    </div>
  )
}
