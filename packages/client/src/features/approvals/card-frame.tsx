// The frame of every card by which an agent waits for a person: what it is, which of how many, its content, its buttons.
// It never takes the focus by itself; Alt+P and the "needs you" list bring the focus here.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalKind, ProblemValue } from '@a-parallel/shared'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { StatusGlyph, type GlyphShape } from '../../ui/display/status-glyph.tsx'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import type { GuardedPlace } from './guard.ts'
import { ProblemLine } from './problem-line.tsx'

export type Turning = { at: number; of: number; go: (step: 1 | -1) => void }

/** Actions by key, while the focus is on the card and not in a text box. They are handed the card. */
export type CardKeys = Record<string, (card: HTMLElement) => void>

export type CardFrameProps = {
  kind: ApprovalKind | 'budget'
  title: string
  /** Where and as what it will happen. */
  aside?: ReactNode
  /** Left out where there can be only one. */
  turning?: Turning
  problem: ProblemValue | null
  /** Where the guarded buttons stand. */
  place: GuardedPlace
  keys: CardKeys
  children: ReactNode
  buttons: ReactNode
}

const shapes: Record<CardFrameProps['kind'], GlyphShape> = {
  permission: 'diamond-bang',
  question: 'diamond-question',
  plan: 'diamond-lines',
  budget: 'hourglass',
}

/** Marks the card for Alt+P. */
export const cardMark = 'data-approval-card'

export function CardFrame(props: CardFrameProps) {
  const { kind, title, aside, turning, problem, place, keys, children, buttons } = props
  const heading = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.defaultPrevented) return
    if (event.key === 'Escape') return leave(event)
    if (isTyping(event.target)) return
    const onButton = event.target instanceof HTMLButtonElement
    const action = event.key === 'Enter' && onButton ? undefined : keys[event.key]
    if (!action) return
    event.preventDefault()
    action(event.currentTarget)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its buttons, from anywhere on it
    <section
      {...{ [cardMark]: '' }}
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="flex max-h-[min(60dvh,36rem)] min-h-0 flex-col overflow-hidden rounded-lg border border-need bg-raised shadow-lift"
    >
      <header className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line ps-3.5 pe-1.5">
        <StatusGlyph shape={shapes[kind]} tone="need" size={15} />
        <h3 id={heading} title={title} className="min-w-0 flex-1 truncate font-medium">
          {title}
        </h3>
        {aside}
        {turning && <TurnPages {...turning} />}
      </header>
      <ScrollBox as="div" label={title} className="min-h-14 flex-1 overflow-y-auto px-3.5 py-3">
        {children}
      </ScrollBox>
      {problem && (
        <div className="shrink-0 px-3.5 pb-2">
          <ProblemLine problem={problem} />
        </div>
      )}
      <footer className="scroll-thin shrink-0 border-t border-line px-3.5 py-2.5 @max-md/cell:shrink @max-md/cell:overflow-y-auto">
        <div ref={place}>{buttons}</div>
      </footer>
    </section>
  )
}

function TurnPages({ at, of, go }: Turning) {
  const { t } = useTranslation()
  if (of < 2) return null
  return (
    <span className="flex shrink-0 items-center text-sm text-muted">
      <IconButton
        size="sm"
        label={t('approvals.previous')}
        icon={<ChevronLeft size={14} aria-hidden />}
        disabled={at === 0}
        onClick={() => go(-1)}
      />
      {t('approvals.place', { at: at + 1, of })}
      <IconButton
        size="sm"
        label={t('approvals.next')}
        icon={<ChevronRight size={14} aria-hidden />}
        disabled={at === of - 1}
        onClick={() => go(1)}
      />
    </span>
  )
}

/** Escape leaves the card for the composer; it never denies. */
function leave(event: KeyboardEvent<HTMLElement>): void {
  event.preventDefault()
  event.stopPropagation()
  document.querySelector<HTMLElement>('[data-composer] textarea')?.focus()
}

function isTyping(target: EventTarget): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && target.type === 'text'
}
