// One question with its options as real radio buttons or boxes, a preview of the chosen one, and room for own words.
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '@a-parallel/shared'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import type { Choice } from './questions.ts'

type QuestionFieldProps = {
  question: Question
  choice: Choice
  onToggle: (label: string) => void
  onType: (own: string) => void
  onSend: () => void
}

export function QuestionField({ question, choice, onToggle, onType, onSend }: QuestionFieldProps) {
  const { t } = useTranslation()
  const name = useId()
  const shown = question.options.find(
    ({ label, preview }) => preview && choice.labels.at(-1) === label,
  )
  return (
    <fieldset>
      <legend className="mb-2 font-medium text-pretty">
        {question.header && (
          <span className="me-2 text-sm font-normal text-muted">{question.header}</span>
        )}
        {question.question}
        {question.multiSelect && (
          <span className="ms-2 text-sm font-normal text-muted">{t('approvals.several')}</span>
        )}
      </legend>
      <div className="flex flex-col gap-1">
        {question.options.map((option) => (
          <Option
            key={option.label}
            option={option}
            type={question.multiSelect ? 'checkbox' : 'radio'}
            name={name}
            checked={choice.labels.includes(option.label)}
            onToggle={onToggle}
          />
        ))}
        <input
          type="text"
          aria-label={t('approvals.ownAnswer', { question: question.question })}
          placeholder={t('approvals.ownAnswerHint')}
          value={choice.own}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event)) return
            event.preventDefault()
            onSend()
          }}
          className="min-h-9 rounded-md border border-border bg-bg px-3 max-sm:min-h-12"
        />
      </div>
      {shown?.preview && (
        <ScrollBox
          as="pre"
          label={t('approvals.preview', { option: shown.label })}
          className="mt-2 max-h-48 overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm"
        >
          {shown.preview}
        </ScrollBox>
      )}
    </fieldset>
  )
}

type OptionProps = {
  option: Question['options'][number]
  type: 'checkbox' | 'radio'
  name: string
  checked: boolean
  onToggle: (label: string) => void
}

function Option({ option: { label, description }, type, name, checked, onToggle }: OptionProps) {
  return (
    <label className="flex min-h-9 items-start gap-2.5 rounded-md border border-line px-3 py-1.5 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-selected max-sm:min-h-12 touch-target">
      <input
        type={type}
        name={name}
        checked={checked}
        onChange={() => onToggle(label)}
        className="mt-[3px] size-3.5 shrink-0"
      />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {description && <span className="block text-sm text-muted">{description}</span>}
      </span>
    </label>
  )
}
