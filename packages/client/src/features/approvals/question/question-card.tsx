// An agent's questions: choose among its options or answer in one's own words. Several come as tabs, and are sent
// together once all are answered. Digits choose, ← and → change the tab, Enter leads to the next one and sends at last.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { Tabs } from '../../../ui/controls/tabs.tsx'
import { CardFrame, type CardKeys } from '../card-frame.tsx'
import { DenyReason } from '../deny-reason.tsx'
import { useReason } from '../drafts.ts'
import { useGuard } from '../guard.ts'
import type { CardProps } from '../permission-card.tsx'
import { QuestionField } from './question-field.tsx'
import { QuestionTab } from './question-tab.tsx'
import { answersOf } from './questions.ts'
import { useAnswers, type Answers } from './use-answers.ts'

export function QuestionCard({ approval, answering, turning }: CardProps) {
  const { t } = useTranslation()
  const [guarded, place] = useGuard()
  const answers = useAnswers(approval)
  const reason = useReason(approval.id)
  const [declining, setDeclining] = useState(false)
  const { sent, problem, answer } = answering
  const { questions, choices, missing, ready } = answers
  const send = () => answer({ decision: 'allow', answers: answersOf(questions, choices) })
  const go = () => {
    if (missing.length === 0) guarded(send)
    else if (ready) answers.goOn()
  }
  const decline = (message: string) =>
    answer(message ? { decision: 'deny', message } : { decision: 'deny' })
  return (
    <CardFrame
      kind="question"
      title={t('approvals.questionTitle', { count: questions.length })}
      turning={turning}
      problem={problem}
      place={place}
      keys={declining ? {} : { ...optionKeys(answers), ...answers.pages.keys, Enter: go }}
      buttons={
        declining ? (
          <DenyReason
            label={t('approvals.declineLabel')}
            send={t('approvals.decline')}
            kept={reason}
            busy={sent !== null}
            onSend={decline}
            onBack={() => setDeclining(false)}
          />
        ) : (
          <Buttons
            answers={answers}
            busy={sent !== null}
            go={go}
            decline={() => guarded(() => setDeclining(true))}
          />
        )
      }
    >
      <Pages answers={answers} onEnter={go} />
    </CardFrame>
  )
}

/** The question in sight, below the tabs of all where there are several. */
function Pages({ answers, onEnter }: { answers: Answers; onEnter: () => void }) {
  const { t } = useTranslation()
  const { questions, missing, pages, question, choice, toggle, type } = answers
  const field = question && (
    <QuestionField
      key={question.question}
      question={question}
      choice={choice}
      named={questions.length === 1}
      entered={pages.entered}
      onToggle={toggle}
      onType={type}
      onEnter={onEnter}
    />
  )
  if (questions.length < 2) return field
  return (
    <Tabs
      label={t('approvals.questions')}
      value={pages.at}
      tabs={questions.map((one, at) => ({
        value: at,
        label: <QuestionTab question={one} at={at} answered={!missing.includes(one)} />,
      }))}
      onChange={pages.turn}
    >
      {field}
    </Tabs>
  )
}

/** The digits choose the options of the question in sight; the one after them leads to one's own words, ↓ to the first. */
function optionKeys({ question, toggle }: Answers): CardKeys {
  if (!question) return {}
  const labels = question.options.slice(0, 8).map(({ label }) => label)
  return {
    ...Object.fromEntries(labels.map((label, at) => [String(at + 1), () => toggle(label)])),
    [String(labels.length + 1)]: focus('input[type=text]'),
    ArrowDown: focus('fieldset input'),
  }
}

const focus = (selector: string) => (card: HTMLElement) =>
  card.querySelector<HTMLElement>(selector)?.focus()

type ButtonsProps = { answers: Answers; busy: boolean; go: () => void; decline: () => void }

function Buttons({ answers, busy, go, decline }: ButtonsProps) {
  const { t } = useTranslation()
  const { ready } = answers
  const count = answers.questions.length
  const missing = answers.missing.length
  return (
    <div className="grid grid-cols-2 gap-2 sm:flex sm:items-center">
      <Button
        weight="primary"
        busy={busy}
        disabled={missing > 0 && !ready}
        onClick={go}
        className="max-sm:order-2 max-sm:min-h-12"
      >
        {missing > 0 && ready ? t('approvals.nextQuestion') : t('approvals.sendAnswers', { count })}
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
