// The threads that used most, with the way to each that is still there.
import { Link } from '@tanstack/react-router'
import type { ThreadUse, UsageReport } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { tokensOf } from './sums/series.ts'
import { useNames } from './use-names.ts'

export function ThreadsTable({ report }: { report: UsageReport }) {
  const { threads, moreThreads } = report
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useNames(report)
  const most = threads[0]?.costUsd ?? 0
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      aria-label={t('usage.threads')}
      className="ring-inset-focus scroll-thin overflow-x-auto rounded-md"
    >
      <table className="w-full text-end text-sm tabular-nums">
        <caption className="sr-only">{t('usage.threads')}</caption>
        <thead className="text-xs text-muted">
          <tr className="*:ps-3 *:pb-1 *:font-normal *:first:ps-0">
            <th scope="col" className="text-start">
              {t('usage.thread')}
            </th>
            <th scope="col" className="text-start max-md:hidden">
              {t('usage.by.project')}
            </th>
            <th scope="col" className="max-md:hidden">
              {t('usage.turns')}
            </th>
            <th scope="col">{t('usage.tokens')}</th>
            <th scope="col">{t('cost.estimate')}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {threads.map((use) => (
            <ThreadRow
              key={use.threadId}
              use={use}
              project={nameOf(use.projectId, 'project')}
              share={most > 0 ? use.costUsd / most : 0}
              gone={t('usage.threadGone')}
              format={format}
            />
          ))}
        </tbody>
      </table>
      {moreThreads > 0 && (
        <p className="pt-2 text-sm text-muted">{t('usage.moreThreads', { count: moreThreads })}</p>
      )}
    </section>
  )
}

type ThreadRowProps = {
  use: ThreadUse
  project: string
  /** Of what the dearest one cost. */
  share: number
  /** What a thread is called that was deleted. */
  gone: string
  format: ReturnType<typeof useFormat>
}

/** What all rows say in the same way is handed in: there are a hundred of them. */
function ThreadRow({ use, project, share, gone, format }: ThreadRowProps) {
  return (
    <tr className="*:py-1.5 *:ps-3 *:first:ps-0">
      <th scope="row" className="max-w-0 min-w-40 w-full text-start font-normal">
        {use.title === null ? (
          <span className="text-muted">{gone}</span>
        ) : (
          <Link
            to="/t/$threadId"
            params={{ threadId: use.threadId }}
            title={use.title}
            className="block truncate rounded-sm text-accent hover:underline touch-target"
          >
            {use.title}
          </Link>
        )}
      </th>
      <td title={project} className="max-w-56 truncate text-start text-muted max-md:hidden">
        {project}
      </td>
      <td className="max-md:hidden">{format.number(use.turns)}</td>
      <td>{format.compact(tokensOf(use))}</td>
      <td className="font-medium">
        {format.dollars(use.costUsd)}
        <span aria-hidden className="mt-0.5 block h-1 rounded-full bg-selected">
          <span
            className="ms-auto block h-1 rounded-full bg-accent"
            style={{ inlineSize: `${share * 100}%` }}
          />
        </span>
      </td>
    </tr>
  )
}
