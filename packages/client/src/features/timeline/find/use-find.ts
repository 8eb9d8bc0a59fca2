// The walk through what was found: which place the reader is at, and the way there.
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react'
import type { Item } from '@a-parallel/shared'
import { useTranscript } from '../draw/context.ts'
import { mark } from '../place/marked.ts'
import type { Reveal } from '../place/use-reveal.ts'
import { keepPainted, paintHighlights, rangesIn } from './highlights.ts'
import { hitsOf, keepPlace, type Hit } from './hits.ts'

export function useFind(
  items: readonly Item[],
  box: RefObject<HTMLElement | null>,
  reveal: Reveal,
) {
  const { threadId } = useTranscript()
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query)
  const searched = useDeferredValue(items)
  const hits = useMemo(() => hitsOf(searched, wanted), [searched, wanted])
  const [walk, setWalk] = useState<{ hits: readonly Hit[]; query: string; at: number }>({
    hits,
    query: wanted,
    at: 0,
  })
  if (walk.hits !== hits) {
    const at = walk.query === wanted ? keepPlace(walk.hits, walk.at, hits) : 0
    setWalk({ hits, query: wanted, at })
  }
  const hit = hits[walk.at]
  const now = useRef<Range | null>(null)
  const show = useCallback(
    ({ itemId, nth }: Hit) => {
      reveal(itemId, (element) => {
        now.current = element && rangeAt(element, wanted, nth)
        if (now.current) bringIntoView(now.current)
        if (box.current) paintHighlights(box.current, wanted, now.current)
      })
    },
    [reveal, wanted, box],
  )
  // By its place and not by itself: while the conversation grows, hits are found anew and stay where they are.
  const place = hit && `${hit.itemId} ${hit.nth}`
  useEffect(() => {
    if (hit) show(hit)
    else now.current = null
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [place, show])
  useEffect(() => {
    if (box.current) return keepPainted(box.current, wanted, now)
  }, [box, wanted, now])
  useEffect(() => () => mark(threadId, undefined), [threadId])
  const go = (step: 1 | -1) => {
    if (hits.length === 0) return
    const at = (walk.at + step + hits.length) % hits.length
    setWalk({ ...walk, at })
    const only = hits[at]
    if (only && hits.length === 1) show(only)
  }
  return { query, setQuery, hits: hits.length, current: walk.at, go }
}

function rangeAt(element: HTMLElement, query: string, nth: number): Range | null {
  const ranges = rangesIn(element, query)
  // What is drawn may show fewer of them than were said: the marks of a text's form are not drawn.
  return ranges[Math.min(nth, ranges.length - 1)] ?? null
}

function bringIntoView(range: Range): void {
  range.startContainer.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
