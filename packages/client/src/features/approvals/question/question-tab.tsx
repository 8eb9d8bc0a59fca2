// A question among several: the agent's short name for it, and whether it is answered, by sign and by word.
import { Check, Circle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Question } from '@a-parallel/shared'

type QuestionTabProps = { question: Question; at: number; answered: boolean }

export function QuestionTab({ question, at, answered }: QuestionTabProps) {
  const { t } = useTranslation()
  const Sign = answered ? Check : Circle
  return (
    <>
      <Sign size={13} aria-hidden className={answered ? 'text-review' : 'text-muted'} />
      {question.header || t('approvals.questionNumber', { number: at + 1 })}
      <span className="sr-only">{t(answered ? 'approvals.isAnswered' : 'approvals.isOpen')}</span>
    </>
  )
}
