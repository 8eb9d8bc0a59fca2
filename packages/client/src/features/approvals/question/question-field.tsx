// One question with its options as real radio buttons or boxes, a preview of the one looked at, and room for own words.
// Up and down move among them; from radio buttons as the browser does it.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '@a-parallel/shared'
import { isComposing } from '../../../ui/controls/text-area.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import { Preview } from './preview.tsx'
import type { Choice } from './questions.ts'

type QuestionFieldProps = {
  question: Question
  choice: Choice
  /** Shows the agent's short name of the question, where nothing else does. */
  named: boolean
  /** The focus belongs here from the start. */
  entered: boolean
  onToggle: (label: string) => void
  onType: (own: string) => void
  /** Enter in one's own words. */
  onEnter: () => void
}

export function QuestionField(props: QuestionFieldProps) {
  const { question, choice, named, entered, onToggle } = props
  const { t } = useTranslation()
  const name = useId()
  const place = useRef<HTMLFieldSetElement>(null)
  const [looked, setLooked] = useState<string>()
  useEffect(() => {
    if (!entered) return
    const inside = (selector: string) => place.current?.querySelector<HTMLElement>(selector)
    ;(inside('input:checked') ?? inside('input'))?.focus()
  }, [entered])
  const { options, multiSelect } = question
  const drawn = options.some(({ preview }) => preview)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrows of its inputs
    <fieldset ref={place} onKeyDown={(event) => moveAmong(event, multiSelect)}>
      <legend className="mb-2 font-medium text-pretty">
        {named && question.header && (
          <span className="me-2 text-sm font-normal text-muted">{question.header}</span>
        )}
        {question.question}
        {multiSelect && (
          <span className="ms-2 text-sm font-normal text-muted">{t('approvals.several')}</span>
        )}
      </legend>
      <div className={drawn ? 'grid gap-3 sm:grid-cols-2' : undefined}>
        <div className="flex min-w-0 flex-col gap-1">
          {options.map((option, index) => (
            <Option
              key={option.label}
              option={option}
              digit={index + 1}
              type={multiSelect ? 'checkbox' : 'radio'}
              name={name}
              checked={choice.labels.includes(option.label)}
              onToggle={onToggle}
              onLook={setLooked}
            />
          ))}
          <OwnWords {...props} />
        </div>
        {drawn && <Shown question={question} looked={looked ?? choice.labels.at(-1)} />}
      </div>
    </fieldset>
  )
}

/** The preview of the option that was looked at last; of the first that has one before any was. */
function Shown({ question, looked }: { question: Question; looked: string | undefined }) {
  const shown = question.options.find(
    ({ label, preview }) => preview && (looked === undefined || looked === label),
  )
  if (!shown?.preview) return null
  return (
    <div className="min-w-0">
      <Preview option={shown.label} text={shown.preview} />
    </div>
  )
}

function OwnWords({ question, choice, onType, onEnter }: QuestionFieldProps) {
  const { t } = useTranslation()
  return (
    <input
      type="text"
      aria-label={t('approvals.ownAnswer', { question: question.question })}
      placeholder={t('approvals.ownAnswerHint')}
      value={choice.own}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || isComposing(event)) return
        event.preventDefault()
        onEnter()
      }}
      className="min-h-9 rounded-md border border-border bg-bg px-3 max-sm:min-h-12"
    />
  )
}

function moveAmong(event: KeyboardEvent<HTMLFieldSetElement>, boxes: boolean): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.stopPropagation()
  const { target } = event
  if (!(target instanceof HTMLInputElement) || isComposing(event)) return
  if (!boxes && target.type === 'radio') return
  const inputs = [...event.currentTarget.querySelectorAll('input')]
  const next = inputs[inputs.indexOf(target) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}

type OptionProps = {
  option: Question['options'][number]
  digit: number
  type: 'checkbox' | 'radio'
  name: string
  checked: boolean
  onToggle: (label: string) => void
  onLook: (label: string) => void
}

function Option({ option, digit, type, name, checked, onToggle, onLook }: OptionProps) {
  const { label, description } = option
  return (
    <label className="flex min-h-9 items-start gap-2.5 rounded-md border border-line px-3 py-1.5 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-selected max-sm:min-h-12 touch-target">
      <input
        type={type}
        name={name}
        checked={checked}
        onFocus={() => onLook(label)}
        onChange={() => onToggle(label)}
        className="mt-[3px] size-3.5 shrink-0"
      />
      <span className="min-w-0 flex-1">
        <span className="block">{label}</span>
        {description && <span className="block text-sm text-muted">{description}</span>}
      </span>
      <span aria-hidden className="shrink-0 max-sm:hidden">
        <Kbd keys={String(digit)} />
      </span>
    </label>
  )
}
