// Words for the agent that go with a no. Enter sends them, Escape goes back without answering.
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { isComposing, TextArea } from '../../ui/controls/text-area.tsx'

type DenyReasonProps = {
  label: string
  send: string
  /** Offers to end the turn as well; the agent then reads no words. */
  stop?: { label: string; send: string }
  /** Keeps the words beyond this box. */
  kept: readonly [words: string, change: (words: string) => void]
  busy: boolean
  onSend: (words: string, stop: boolean) => void
  onBack: () => void
}

export function DenyReason({ label, send, stop, kept, busy, onSend, onBack }: DenyReasonProps) {
  const { t } = useTranslation()
  const [words, setWords] = kept
  const [stopping, setStopping] = useState(false)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const submit = () => onSend(stopping ? '' : words.trim(), stopping)
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape, from anywhere in it
    <div
      className="flex flex-col gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return
        event.stopPropagation()
        onBack()
      }}
    >
      <TextArea
        ref={box}
        label={label}
        placeholder={label}
        value={words}
        disabled={stopping}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event) || event.key !== 'Enter' || event.shiftKey) return
          event.preventDefault()
          submit()
        }}
        className="rounded-md border border-border px-2.5 py-1.5 disabled:text-muted"
      />
      <div className="grid grid-cols-2 gap-2 sm:flex sm:items-center sm:justify-end">
        {stop && (
          <label className="flex min-h-8 items-center gap-2 text-sm touch-target max-sm:col-span-2 max-sm:min-h-12 sm:me-auto">
            <input
              type="checkbox"
              checked={stopping}
              onChange={(event) => setStopping(event.target.checked)}
              className="size-4 shrink-0"
            />
            {stop.label}
          </label>
        )}
        <Button className="max-sm:order-2 max-sm:min-h-12" onClick={onBack}>
          {t('app.back')}
        </Button>
        <Button
          weight="primary"
          busy={busy}
          className="max-sm:order-1 max-sm:min-h-12"
          onClick={submit}
        >
          {stopping && stop ? stop.send : send}
        </Button>
      </div>
    </div>
  )
}
