// Finds words in the whole conversation: also in what is folded, scrolled away or a subagent's. Mod+F opens it; Mod+F in
// it leaves the key to the browser's own search. Escape closes it and gives the focus back.
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '@a-parallel/shared'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { useCommandScope } from '../../commands/index.ts'
import { useFormat } from '../../../platform/use-format.ts'
import type { Reveal } from '../place/use-reveal.ts'
import { mostHits } from './hits.ts'
import { useFind } from './use-find.ts'

export type FindBarProps = {
  items: readonly Item[]
  box: RefObject<HTMLElement | null>
  reveal: Reveal
  onClose: () => void
}

export function FindBar({ items, box, reveal, onClose }: FindBarProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const { query, setQuery, hits, current, go } = useFind(items, box, reveal)
  const own = useRef<HTMLElement>(null)
  const title = useCommandScope()?.name
  const label = title ? t('transcript.find.labelIn', { title }) : t('transcript.find.label')
  useReturningFocus(input)
  useEscape(own, onClose)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const inText = event.currentTarget instanceof HTMLInputElement
    if (event.key === 'Enter' && inText) go(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search
      ref={own}
      aria-label={label}
      data-escape-first
      className="absolute end-3 top-2 z-20 flex max-w-[calc(100%-1.5rem)] items-center gap-0.5 rounded-lg border border-border bg-raised p-1 shadow-lift"
    >
      <input
        ref={input}
        type="text"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        aria-label={label}
        placeholder={
          title ? t('transcript.find.placeholderIn', { title }) : t('transcript.find.placeholder')
        }
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
        className="ring-inset-focus h-7 w-56 min-w-0 rounded-md bg-transparent px-2"
      />
      <Count query={query} hits={hits} current={current} />
      <Steps hits={hits} go={go} onKeyDown={onKeyDown} />
      <IconButton
        size="sm"
        label={t('transcript.find.close')}
        icon={<X size={14} aria-hidden />}
        onClick={onClose}
        onKeyDown={onKeyDown}
      />
    </search>
  )
}

/** Wherever the focus is: an open search is what Escape closes first; of several the one that has it. */
function useEscape(own: RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return
      if (event.defaultPrevented || document.querySelector(overlays)) return
      const focused = document.activeElement?.closest('search')
      if (focused && focused !== own.current) return
      event.preventDefault()
      close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [own, close])
}

const overlays = '[role=dialog],[role=alertdialog],[role=menu],[role=listbox]'

type CountProps = { query: string; hits: number; current: number }

function Count({ query, hits, current }: CountProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const none = query !== '' && hits === 0
  const at = format.number(hits && current + 1)
  const all = format.number(hits)
  const count =
    hits === mostHits
      ? t('transcript.find.many', { at, most: all })
      : t('transcript.find.of', { at, all })
  return (
    <output
      aria-live="polite"
      className={`min-w-16 shrink-0 px-1 text-end text-xs tabular-nums ${none ? 'text-fail' : 'text-muted'}`}
    >
      {query !== '' && (none ? t('transcript.find.none') : count)}
    </output>
  )
}

type StepsProps = {
  hits: number
  go: (step: 1 | -1) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function Steps({ hits, go, onKeyDown }: StepsProps) {
  const { t } = useTranslation()
  const shared = { size: 'sm', disabled: hits === 0, onKeyDown } as const
  return (
    <>
      <IconButton
        {...shared}
        label={t('transcript.find.previous')}
        icon={<ChevronUp size={14} aria-hidden />}
        onClick={() => go(-1)}
      />
      <IconButton
        {...shared}
        label={t('transcript.find.next')}
        icon={<ChevronDown size={14} aria-hidden />}
        onClick={() => go(1)}
      />
    </>
  )
}

/** Takes the focus, and gives it back to who had it when this goes. */
function useReturningFocus(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const before = document.activeElement
    input.current?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [input])
}
