// A comment on one block of a plan. What is typed is kept at once; Enter and Escape only close the box.
import { Quote } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'

type PlanNoteProps = {
  /** What it is a comment on. */
  label: string
  text: string
  open: boolean
  onOpen: () => void
  onType: (text: string) => void
  onClose: () => void
}

export function PlanNote({ label, text, open, onOpen, onType, onClose }: PlanNoteProps) {
  if (open) return <Box label={label} text={text} onType={onType} onClose={onClose} />
  return (
    <button
      type="button"
      aria-label={`${label}: ${text}`}
      onClick={onOpen}
      className="mt-1 mb-1 flex w-full items-start gap-2 rounded-md border border-line bg-bg px-2.5 py-1.5 text-start text-sm hover:bg-hover touch-target"
    >
      <Quote size={13} aria-hidden className="mt-0.5 shrink-0 text-need" />
      <span className="min-w-0 whitespace-pre-wrap wrap-anywhere">{text}</span>
    </button>
  )
}

function Box({ label, text, onType, onClose }: Omit<PlanNoteProps, 'open' | 'onOpen'>) {
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div className="mt-1 mb-1.5 flex flex-col gap-1.5">
      <TextArea
        ref={box}
        label={label}
        placeholder={t('approvals.plan.commentHint')}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event)) return
          if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return
          event.preventDefault()
          event.stopPropagation()
          onClose()
        }}
        className="rounded-md border border-border bg-bg px-2.5 py-1.5"
      />
      <div className="flex justify-end gap-2">
        <Button
          size="sm"
          weight="quiet"
          onClick={() => {
            onType('')
            onClose()
          }}
        >
          {t('approvals.plan.removeComment')}
        </Button>
        <Button size="sm" onClick={onClose}>
          {t('approvals.plan.keepComment')}
        </Button>
      </div>
    </div>
  )
}
