// What was found so far, and the way to more of it: the first that is new takes the place of the button that asked for it.
import type { SearchHit } from '@a-parallel/shared'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { HitRow } from './hit-row.tsx'
import { hitKey, type useSearch } from './use-search.ts'

export type HitListProps = { found: ReturnType<typeof useSearch>; hits: readonly SearchHit[] }

export function HitList({ found, hits }: HitListProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const list = useRef<HTMLUListElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { error, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = found
  /** How many there were when more was asked for. */
  const before = useRef<number | null>(null)
  useEffect(() => {
    if (before.current === null || isFetchingNextPage) return
    const first = before.current
    before.current = null
    // Unless the person is elsewhere by now.
    if (![document.body, button.current].includes(document.activeElement as HTMLElement)) return // Or it is neither.
    const rows = list.current?.querySelectorAll<HTMLElement>('a') ?? []
    if (rows.length > first) rows[first]?.focus()
    else if (!hasNextPage) rows[rows.length - 1]?.focus()
  }, [isFetchingNextPage, hasNextPage])
  const more = () => {
    void fetchNextPage()
    before.current = hits.length
  }
  return (
    <>
      {hits.length > 0 && (
        <ul
          ref={list}
          aria-label={t('search.found')}
          aria-busy={isPlaceholderData}
          className="border-t border-line"
        >
          {hits.map((hit) => (
            <HitRow key={hitKey(hit)} hit={hit} />
          ))}
        </ul>
      )}
      {error && (
        <p role="alert" className="px-4 pt-3 text-center text-sm text-fail">
          {words(problemOf(error)).text}
        </p>
      )}
      {hasNextPage && (
        <Button
          ref={button}
          data-step
          className="mt-3 shrink-0 self-center"
          busy={isFetchingNextPage || isPlaceholderData}
          onClick={more}
        >
          {t('search.showMore')}
        </Button>
      )}
    </>
  )
}
