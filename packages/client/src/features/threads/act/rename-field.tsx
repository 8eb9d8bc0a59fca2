// A thread's name as a field, where the name stood. Enter keeps what was typed, Escape what was there; a name that is
// empty is refused with words. Whoever leaves the field keeps what was typed, if it is a name.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../../ui/controls/text-area.tsx'

export type RenameFieldProps = {
  value: string
  /** `again`: by a key, so that the focus belongs to what stood here. */
  onKeep: (name: string, again: boolean) => void
  onDrop: (again: boolean) => void
  className?: string
}

export function RenameField({ value, onKeep, onDrop, className = '' }: RenameFieldProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const [refused, setRefused] = useState(false)
  const fault = useId()
  useEffect(() => {
    box.current?.focus()
    box.current?.select()
  }, [])
  const name = typed.trim()
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter') {
      event.preventDefault()
      if (name === '') setRefused(true)
      else onKeep(name, true)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onDrop(true)
    }
  }
  return (
    <span className={`relative flex min-w-0 flex-1 ${className}`}>
      <input
        ref={box}
        type="text"
        aria-label={t('threads.title')}
        aria-invalid={refused}
        aria-describedby={fault}
        value={typed}
        maxLength={200}
        onChange={(event) => {
          setTyped(event.target.value)
          setRefused(false)
        }}
        onBlur={() => (name === '' ? onDrop(false) : onKeep(name, false))}
        onKeyDown={onKeyDown}
        className="min-h-6 w-full min-w-0 rounded-md border border-border bg-bg px-1.5 aria-invalid:border-fail max-md:min-h-9"
      />
      {/* Over what lies below: a row never grows. */}
      <span
        id={fault}
        role="alert"
        className="absolute start-0 top-full z-20 mt-1 rounded-md border border-line bg-raised px-2 py-1 text-sm text-fail shadow-lift empty:hidden"
      >
        {refused && t('threads.nameEmpty')}
      </span>
    </span>
  )
}
