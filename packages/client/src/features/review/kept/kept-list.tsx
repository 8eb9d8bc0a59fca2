// What was kept before it was thrown away, and the way to have it back.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Kept, Named } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { useIndex } from '../../../live/use-index.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { bringBack } from '../state/acts.ts'

const keptKey = ['kept']

export function KeptList() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useQuery({
    queryKey: keptKey,
    queryFn: ({ signal }) => callApi('listKept', { query: {} }, { signal }),
    staleTime: 0,
  })
  if (data === undefined && error)
    return (
      <div className="flex flex-wrap items-center gap-3 py-2">
        <p role="alert" className="min-w-0 text-fail">
          {words(problemOf(error)).text}
        </p>
        <Button size="sm" icon={<RotateCw size={13} aria-hidden />} onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </div>
    )
  if (data === undefined) return <Skeleton className="py-3" lines={['60%', '45%', '52%']} />
  if (data.kept.length === 0) return <p className="py-2 text-muted">{t('review.kept.none')}</p>
  return (
    <ul aria-label={t('review.kept.title')} className="divide-y divide-line">
      {data.kept.map((kept) => (
        <Row key={kept.id} kept={kept} />
      ))}
    </ul>
  )
}

function Row({ kept }: { kept: Kept }) {
  const { t } = useTranslation()
  const { dayClock, day } = useFormat()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const { threadId, why, paths, total, at, until, thread } = kept
  const known = useIndex((index) =>
    index.kind === 'ready' ? index.threads.find((one) => one.id === threadId)?.title : undefined,
  )
  const title = known ?? thread?.title
  const restore = async () => {
    setBusy(true)
    await bringBack(kept, () => queries.invalidateQueries({ queryKey: keptKey }))
    setBusy(false)
  }
  return (
    <li className="flex items-start gap-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {t(`review.kept.why.${why}`)}
          {title !== undefined && <span className="font-normal text-muted"> · {title}</span>}
        </p>
        <Files paths={paths} total={total} />
        {thread !== null && thread.left.total > 0 && <Left left={thread.left} />}
        <p className="text-xs text-muted">
          <time dateTime={at}>{dayClock(Date.parse(at))}</time>
          {' · '}
          {t('review.kept.until', { date: day(Date.parse(until)) })}
        </p>
      </div>
      <Button
        size="sm"
        busy={busy}
        icon={<Undo2 size={13} aria-hidden />}
        onClick={() => void restore()}
      >
        {t('review.kept.restore')}
      </Button>
    </li>
  )
}

function Files({ paths, total }: Pick<Kept, 'paths' | 'total'>) {
  const { t } = useTranslation()
  const some = paths.slice(0, 5)
  const more = total - some.length
  if (total === 0) return <p className="text-sm text-muted">{t('review.kept.noFiles')}</p>
  return (
    <p className="font-mono text-sm wrap-anywhere text-muted">
      {some.join(', ')}
      {more > 0 && <span className="font-sans"> {t('review.kept.more', { count: more })}</span>}
    </p>
  )
}

/** What was too large to be kept with a worktree. */
function Left({ left: { paths, total } }: { left: Named }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const some = paths.slice(0, 5)
  const more = total - some.length
  const rest = more > 0 ? [t('review.kept.more', { count: more })] : []
  return (
    <p className="text-sm wrap-anywhere text-muted">
      {t('review.kept.left', { what: list([...some, ...rest]) })}
    </p>
  )
}
