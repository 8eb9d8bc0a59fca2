// What was kept before it was thrown away, in words: why, of which thread, which files, and what was not kept.
import { useTranslation } from 'react-i18next'
import type { Kept, Named } from '@a-parallel/shared'
import { useIndex } from '../../../live/use-index.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'

export function KeptAbout({ kept }: { kept: Kept }) {
  const { threadId, why, paths, total, thread, branch } = kept
  const { t } = useTranslation()
  const known = useIndex((index) =>
    index.kind === 'ready' ? index.threads.find((one) => one.id === threadId)?.title : undefined,
  )
  const title = known ?? thread?.title
  return (
    <>
      <p className="font-medium">
        {t(`review.kept.why.${why}`)}
        {title !== undefined && <span className="font-normal text-muted"> · {title}</span>}
      </p>
      {branch === null ? <Files paths={paths} total={total} /> : <Tip branch={branch} />}
      {thread !== null && thread.left.total > 0 && <Left left={thread.left} />}
    </>
  )
}

function Files({ paths, total }: Pick<Kept, 'paths' | 'total'>) {
  const { t } = useTranslation()
  const some = paths.slice(0, 5)
  const more = total - some.length
  if (total === 0) return <p className="text-sm text-muted">{t('review.kept.noFiles')}</p>
  return (
    <p className="font-mono text-sm wrap-anywhere text-muted">
      <OneLine text={some.join(', ')} />
      {more > 0 && <span className="font-sans"> {t('review.kept.more', { count: more })}</span>}
    </p>
  )
}

/** Where bringing it back takes a branch. */
function Tip({ branch: { name, was } }: { branch: NonNullable<Kept['branch']> }) {
  const { t } = useTranslation()
  const text = t('review.kept.branch', { branch: name, commit: was.slice(0, 8) })
  return (
    <p className="text-sm wrap-anywhere text-muted">
      <OneLine text={text} />
    </p>
  )
}

/** What was too large to be kept with a worktree. */
function Left({ left: { paths, total } }: { left: Named }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const some = paths.slice(0, 5)
  const more = total - some.length
  const rest = more > 0 ? [t('trust.more', { count: more })] : []
  return (
    <p className="text-sm wrap-anywhere text-muted">
      <OneLine text={t('review.kept.left', { what: list([...some, ...rest]) })} />
    </p>
  )
}
