// What would go with a thread's worktree, in words: what is kept of it, what goes for good, and what nobody could find out.
import { useTranslation } from 'react-i18next'
import type { AtStake, IgnoredAtStake, Named, RefusedAtStake } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'

const shown = 5

export type AtStakeListProps = {
  atStake: AtStake
  /** Nothing of it would be kept: it is no thread’s. */
  ofNobody?: boolean
}

export function AtStakeList({ atStake, ofNobody = false }: AtStakeListProps) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const { commits, operation, unknown, stays } = atStake
  if (atStake.stake === null && stays !== null) return <NotOurs path={stays} />
  const own = commits.branch !== null && commits.count > 0
  const unclear = unknown.map((question) => t(`threads.stake.question.${question}`))
  return (
    <div className="flex flex-col gap-3">
      {atStake.stake === null ? (
        <p>{t('threads.stake.nothing')}</p>
      ) : (
        <div>
          <p id="at-stake" className={ofNobody ? 'sr-only' : 'pb-1.5 font-medium'}>
            {t('threads.stake.title')}
          </p>
          <ul
            aria-labelledby="at-stake"
            className="divide-y divide-line rounded-md border border-line"
          >
            <Files words="staged" named={atStake.staged} />
            <Files words="unstaged" named={atStake.unstaged} />
            <Files words="untracked" named={atStake.untracked} />
            {operation !== null && <Row>{t(`threads.stake.operation.${operation}`)}</Row>}
            {commits.branch === null && commits.count > 0 && (
              <Row>{t('threads.stake.loose', { count: commits.count })}</Row>
            )}
            <Ignored {...atStake.ignored} />
            <Refused {...atStake.refused} ofNobody={ofNobody} />
            <Files words="repositories" named={atStake.repositories} />
            {unclear.length > 0 && (
              <Row>
                <span className="text-fail">
                  {t('threads.stake.unknown', { what: list(unclear) })}
                </span>
              </Row>
            )}
          </ul>
        </div>
      )}
      {own && <p>{t('threads.stake.own', { count: commits.count })}</p>}
      {ofNobody ? null : stays === null ? (
        <p className="text-muted">{t(`threads.stake.${wayBack(atStake)}`)}</p>
      ) : (
        <p>
          {t('threads.stake.stays')}{' '}
          <span className="font-mono text-sm wrap-anywhere">{stays}</span>
        </p>
      )}
    </div>
  )
}

/** A worktree that somebody else made is left to them. */
function NotOurs({ path }: { path: string }) {
  const { t } = useTranslation()
  return (
    <p>
      {t('threads.stake.notOurs')} <span className="font-mono text-sm wrap-anywhere">{path}</span>
    </p>
  )
}

function wayBack({ ignored }: AtStake): 'back' | 'backBut' {
  return ignored.entries.some(({ kept }) => kept !== 'all') ? 'backBut' : 'back'
}

function Row({ children }: { children: React.ReactNode }) {
  return <li className="px-2.5 py-1.5">{children}</li>
}

type FilesProps = {
  words: 'staged' | 'unstaged' | 'untracked' | 'repositories'
  named: Named
}

function Files({ words, named: { paths, total } }: FilesProps) {
  const { t } = useTranslation()
  if (total === 0) return null
  const some = paths.slice(0, shown)
  return (
    <Row>
      <p>{t(`threads.stake.${words}`, { count: total })}</p>
      <p className="font-mono text-sm wrap-anywhere text-muted">
        {some.join(', ')}
        <More count={total - some.length} />
      </p>
    </Row>
  )
}

function Ignored({ entries, total }: AtStake['ignored']) {
  const { t } = useTranslation()
  if (total === 0) return null
  const some = entries.slice(0, shown)
  return (
    <Row>
      <p>{t('threads.stake.ignored', { count: total })}</p>
      <ul aria-label={t('threads.stake.ignored', { count: total })}>
        {some.map((entry) => (
          <IgnoredEntry key={entry.path} entry={entry} />
        ))}
      </ul>
      <p className="text-sm text-muted">
        <More count={total - some.length} />
      </p>
    </Row>
  )
}

function IgnoredEntry({ entry }: { entry: IgnoredAtStake }) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const { path, files, more, kept } = entry
  const values = { count: files, size: bytes(entry.bytes) }
  const size = !path.endsWith('/')
    ? values.size
    : t(more ? 'threads.stake.folderMore' : 'threads.stake.folder', values)
  return (
    <Entry path={path} about={size} whole={kept === 'all'}>
      {t(`threads.stake.kept.${kept}`)}
    </Entry>
  )
}

type RefusedProps = AtStake['refused'] & Required<Pick<AtStakeListProps, 'ofNobody'>>

function Refused({ entries, total, ofNobody }: RefusedProps) {
  const { t } = useTranslation()
  if (total === 0) return null
  const some = entries.slice(0, shown)
  return (
    <Row>
      <p>{t('threads.stake.refused', { count: total })}</p>
      <ul aria-label={t('threads.stake.refused', { count: total })}>
        {some.map((entry) => (
          <RefusedEntry key={entry.path} entry={entry} ofNobody={ofNobody} />
        ))}
      </ul>
      <p className="text-sm text-muted">
        <More count={total - some.length} />
      </p>
    </Row>
  )
}

function RefusedEntry({ entry, ofNobody }: { entry: RefusedAtStake; ofNobody: boolean }) {
  const { t } = useTranslation()
  const { path, reason, kept } = entry
  return (
    <Entry path={path} about={t(`threads.stake.reason.${reason}`)} whole={kept}>
      {!ofNobody && t(kept ? 'threads.stake.kept.all' : 'threads.stake.kept.stays')}
    </Entry>
  )
}

type EntryProps = {
  path: string
  about: string
  /** All of it is kept. */
  whole: boolean
  children: React.ReactNode
}

function Entry({ path, about, whole, children }: EntryProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <span className="min-w-0 font-mono wrap-anywhere">{path}</span>
      <span className="ms-auto text-muted">
        {about}
        {children && (
          <>
            {' · '}
            <span className={whole ? undefined : 'font-medium text-fail'}>{children}</span>
          </>
        )}
      </span>
    </li>
  )
}

function More({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count <= 0) return null
  return <span className="font-sans"> {t('threads.stake.more', { count })}</span>
}
