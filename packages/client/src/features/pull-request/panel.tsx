// What is to be seen of a thread's pull request: it, or the form that opens one, or what is missing for either.
import type { HostedBranch, RemotePlace, ThreadView } from '@a-parallel/shared'
import { ExternalLink } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ToAccounts } from '../host-accounts/index.ts'
import { PullRequestCard } from './card/card.tsx'
import { CreateForm } from './create/create-form.tsx'
import { isOfAccount } from './of-account.ts'
import { hidePullRequest } from './shown.ts'
import { usePullRequest, usePullRequestActs } from './use-pull-request.ts'

export function Panel({ view }: { view: ThreadView }) {
  const { data, error, refetch } = usePullRequest(view.id, true)
  const words = useProblemWords()
  const { t } = useTranslation()
  if (!data && error) {
    const { text, detail } = words(problemOf(error))
    return (
      <EmptyState
        title={text}
        detail={detail}
        action={<Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
      />
    )
  }
  if (!data) return <Skeleton lines={['40%', '90%', '70%', '85%']} className="py-4" />
  return (
    <div className="flex flex-col gap-4">
      <Stale view={view} known={data} />
      <Inside view={view} known={data} />
    </div>
  )
}

type Props = { view: ThreadView; known: HostedBranch }

function Inside({ view, known }: Props) {
  const { t } = useTranslation()
  const [again, setAgain] = useState<number>()
  const { branch, remote, account, pullRequest, readAt } = known
  if (branch === null) return <EmptyState title={t('problems.pull_request_detached')} />
  if (remote === null) return <EmptyState title={t('problems.host_missing')} />
  if (remote.service !== 'github') return <Elsewhere remote={remote} />
  if (account === null)
    return known.problem ? <Page remote={remote} /> : <NoAccount remote={remote} />
  if (pullRequest && again !== pullRequest.number) {
    return (
      <PullRequestCard
        view={view}
        pull={pullRequest}
        readAt={readAt}
        onAgain={() => setAgain(pullRequest.number)}
      />
    )
  }
  if (known.problem) return <Page remote={remote} />
  return <CreateForm view={view} known={known} remote={remote} />
}

/** Why what is shown may be old, or nothing is. */
function Stale({ view, known: { problem, remote } }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { refresh } = usePullRequestActs(view.id)
  if (!problem) return null
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-fail px-3 py-2">
      <p role="alert" className="min-w-0 flex-1 basis-60 text-pretty">
        {words(problem).text}
      </p>
      {isOfAccount(problem) && remote ? (
        <ToAccounts onLeave={hidePullRequest} />
      ) : (
        <Button size="sm" onClick={() => void refresh().catch(() => undefined)}>
          {t('app.retry')}
        </Button>
      )}
    </div>
  )
}

function NoAccount({ remote }: { remote: RemotePlace }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('pullRequest.noAccount', { host: remote.host })}
      detail={t('pullRequest.noAccountDetail')}
      action={
        <>
          <ToAccounts weight="primary" onLeave={hidePullRequest} />
          <Page remote={remote} />
        </>
      }
    />
  )
}

function Elsewhere({ remote }: { remote: RemotePlace }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('pullRequest.elsewhere', { host: remote.host })}
      detail={t('pullRequest.elsewhereDetail')}
      action={<Page remote={remote} />}
    />
  )
}

/** The host's own page, in the browser. */
function Page({ remote: { page, comparePage } }: { remote: RemotePlace }): ReactNode {
  const { t } = useTranslation()
  return (
    <a
      href={comparePage ?? page}
      target="_blank"
      rel="noreferrer"
      className={buttonLook({ className: 'self-start' })}
    >
      <ExternalLink size={14} aria-hidden />
      {t(comparePage === null ? 'pullRequest.openRepository' : 'pullRequest.openCompare')}
    </a>
  )
}
