// All of a thread's conversation, drawn as far as it is in sight. Follows its end, or stays where its reader is.
import { ArrowDown } from 'lucide-react'
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type Ref,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Item, ThreadId } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { VirtualList, type VirtualListHandle } from '../../ui/layout/virtual-list.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { EventsDialog } from './actions/events-dialog.tsx'
import { FindBar } from './find/find-bar.tsx'
import { useFindKey } from './find/use-find-key.ts'
import { rowAt, type Away } from './place/away.ts'
import { mark } from './place/marked.ts'
import { useReveal, type Reveal } from './place/use-reveal.ts'
import { drawRow } from './row-view.tsx'
import type { Row } from './rows/row.ts'
import { timeOf } from './rows/time-of.ts'
import { openFollower } from './scroll/follower.ts'

export type TranscriptHandle = { toEnd: () => void; reveal: Reveal }

export type TranscriptProps = {
  threadId: ThreadId
  rows: readonly Row[]
  /** Everything that can be found in it. */
  items: readonly Item[]
  /** The item to begin at. */
  target?: string
  /** When it was said, and why it is not here if no row shows it. */
  saidAt?: string
  away?: Away
  ref?: Ref<TranscriptHandle>
  /** Drawn after the last row. */
  children?: ReactNode
}

/** Mount anew for each thread (`key`). */
export function Transcript(props: TranscriptProps) {
  const { threadId, rows, items, ref, children } = props
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualListHandle>(null)
  const [follower] = useState(() => openFollower(threadId))
  const { following, seen } = useSyncExternalStore(follower.subscribe, follower.state)
  const { left, toEnd } = follower
  useLayoutEffect(() => follower.setRows(rows), [follower, rows])
  useLayoutEffect(() => {
    if (box.current && list.current) return follower.attach(box.current, list.current)
  }, [follower])
  const reveal = useReveal({ threadId, rows, box, follower })
  useImperativeHandle(ref, () => ({ toEnd, reveal }), [toEnd, reveal])
  useTarget(props, reveal)
  const place = useRef<HTMLDivElement>(null)
  const [finding, closeFind] = useFindKey(place)
  const newFrom = left && firstAfter(rows, left.at)
  const draw = useCallback(
    (row: Row) => (
      <div className="mx-auto w-full max-w-[calc(76ch+2rem)] px-4">
        {row.key === newFrom && left && <NewSince at={left.at} />}
        {drawRow(row)}
      </div>
    ),
    [newFrom, left],
  )
  return (
    <div ref={place} className="relative flex min-h-0 flex-1 flex-col">
      {/* Stands above the agent's headings also while the turn's own is scrolled away and not on the page. */}
      <h2 className="sr-only">{t('timeline.label')}</h2>
      <VirtualList
        rows={rows}
        keyOf={keyOf}
        draw={draw}
        role="log"
        label={t('timeline.label')}
        ref={list}
        box={{ ref: box, onKeyDown: follower.onKeyDown }}
        rowHeight={34}
        onScroll={follower.onScroll}
        className="ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        <div className="mx-auto w-full max-w-[calc(76ch+2rem)] px-4 pb-5">{children}</div>
      </VirtualList>
      <EventsDialog />
      {finding && <FindBar items={items} box={box} reveal={reveal} onClose={closeFind} />}
      {!following && <ToEnd news={rows.length - seen} onPress={toEnd} />}
    </div>
  )
}

/** Goes where a link leads, or to what is nearest to where that stood. */
function useTarget(props: TranscriptProps, reveal: Reveal): void {
  const { threadId, target, saidAt } = props
  const { t } = useTranslation()
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (target === undefined) return
    const focus = (element: HTMLElement | null) => element?.focus({ preventScroll: true })
    const { rows, items, away } = latest.current
    if (reveal(target, focus)) {
      if (away === 'reworded') showToast(t('transcript.away.reworded'))
    } else {
      // What is among the items is not gone, though no row draws it.
      const isThere = saidAt === undefined || items.some(({ id }) => id === target)
      const why = away === 'gone' && isThere ? undefined : away
      showToast(why ? t(`transcript.away.${why}`) : t('transcript.notHere'))
      const waits = away === 'waits' || away === 'reworded'
      const near = saidAt && !waits && rowAt(rows, Date.parse(saidAt))
      if (near) reveal(near, focus)
    }
    return () => mark(threadId, undefined)
  }, [threadId, target, saidAt, reveal, t])
}

const keyOf = (row: Row) => row.key

function ToEnd({ news, onPress }: { news: number; onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      onClick={onPress}
      className="absolute bottom-3 left-1/2 z-10 flex min-h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-border bg-raised px-3 text-sm font-medium shadow-lift hover:bg-hover touch-target"
    >
      <ArrowDown size={14} aria-hidden />
      {news > 0 ? t('timeline.news', { count: news }) : t('timeline.latest')}
    </button>
  )
}

function NewSince({ at }: { at: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex items-center gap-3 py-2 text-xs font-medium text-accent">
      <span aria-hidden className="h-px flex-1 bg-accent" />
      {t('timeline.newSince', { time: format.clock(at) })}
      <span aria-hidden className="h-px flex-1 bg-accent" />
    </div>
  )
}

/** The first row that came after an instant (milliseconds since 1970). */
function firstAfter(rows: readonly Row[], at: number): string | undefined {
  return rows.find((row) => (timeOf(row) ?? 0) > at)?.key
}
