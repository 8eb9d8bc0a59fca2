// Search over everything that was said: as it is typed, with the way to each place. Arrows walk, Enter opens.
import { Search } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { asksNothing, everywhere, filters, without, type SearchAsk } from './ask.ts'
import { HitList } from './hit-list.tsx'
import { SearchForm } from './search-form.tsx'
import { useSearch } from './use-search.ts'

export type SearchPageProps = { ask: SearchAsk; onChange: (ask: SearchAsk) => void }

export function SearchPage({ ask, onChange }: SearchPageProps) {
  const list = useRef<HTMLDivElement>(null)
  const onEverywhere = () => onChange(everywhere(ask))
  const step = (by: 1 | -1) => {
    const steps = [...(list.current?.querySelectorAll<HTMLElement>('[data-step]') ?? [])]
    const at = steps.indexOf(document.activeElement as HTMLElement) // Or it is none of them.
    if (at === 0 && by === -1) {
      list.current?.parentElement?.querySelector<HTMLElement>('input[type=search]')?.focus()
      return
    }
    steps[at + by]?.focus()
  }
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <SearchForm
        ask={ask}
        onChange={(change) => onChange(without({ ...ask, ...change }))}
        onEverywhere={onEverywhere}
        onDown={() => step(1)}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the links in it are what is acted on */}
      <div
        ref={list}
        onKeyDown={walk}
        className="scroll-thin flex min-h-0 flex-1 flex-col overflow-y-auto pb-8"
      >
        <Found ask={ask} onEverywhere={onEverywhere} />
      </div>
    </div>
  )
}

type FoundProps = { ask: SearchAsk; onEverywhere: () => void }

function Found({ ask, onEverywhere }: FoundProps) {
  const { t } = useTranslation()
  const found = useSearch(ask)
  const { data, error, refetch, hasNextPage, isFetchNextPageError } = found
  const words = useProblemWords()
  if (asksNothing(ask))
    return (
      <EmptyState
        icon={<Search size={24} aria-hidden />}
        title={t('search.empty')}
        detail={
          <>
            <p>{t('search.emptyDetail')}</p>
            <p className="pt-2 text-sm">{t('search.emptyLimits')}</p>
          </>
        }
      />
    )
  if (error && !isFetchNextPageError)
    return (
      <EmptyState
        title={t('search.failed')}
        detail={<p role="alert">{words(problemOf(error)).text}</p>}
        action={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      />
    )
  if (!data) return <Skeleton lines={['40%', '90%', '35%', '80%']} className="p-4" />
  const { hits, behind } = data
  const count = hasNextPage
    ? t('search.more', { count: hits.length })
    : t('search.count', { count: hits.length })
  return (
    <>
      <output className={hits.length > 0 ? 'px-4 pt-2 pb-1 text-xs text-muted' : 'sr-only'}>
        {[count, ...(behind > 0 ? [t('search.behind', { count: behind })] : [])].join(' ')}
      </output>
      {hits.length === 0 && (
        <EmptyState
          title={t('search.none')}
          detail={t(hasNextPage ? 'search.noneLately' : 'search.noneDetail')}
          action={
            filters(ask) > 0 && <Button onClick={onEverywhere}>{t('search.everywhere')}</Button>
          }
        />
      )}
      <HitList found={found} hits={hits} />
    </>
  )
}
