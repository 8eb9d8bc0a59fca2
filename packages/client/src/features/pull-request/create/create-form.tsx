// A pull request before it is opened: proposed by what the thread and its commits say, and changed as one likes.
import type {
  HostedBranch,
  ProblemValue,
  PullRequestProposal,
  RemotePlace,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { GitPullRequest } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { ToAccounts } from '../../host-accounts/index.ts'
import { isOfAccount } from '../of-account.ts'
import { hidePullRequest } from '../shown.ts'
import { usePullRequestActs } from '../use-pull-request.ts'
import { changeDraft, dropDraft, useDraft, type Draft } from './draft.ts'
import { Fields } from './fields.tsx'

export type CreateFormProps = { view: ThreadView; known: HostedBranch; remote: RemotePlace }

export function CreateForm({ view, known, remote }: CreateFormProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const params = { id: view.id }
  const { data, error, refetch } = useQuery({
    queryKey: ['pull-request-proposal', view.id, view.seq, known.unpushed],
    queryFn: ({ signal }) => callApi('proposePullRequest', { params }, { signal }),
    // What was proposed stays on screen until the next proposal is there.
    placeholderData: (before) => before,
    staleTime: 30_000,
  })
  if (!data && error) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p role="alert" className="text-fail">
          {words(problemOf(error)).text}
        </p>
        <Button size="sm" onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </div>
    )
  }
  if (!data) return <Skeleton lines={['30%', '100%', '30%', '100%', '100%']} className="py-2" />
  return <Form {...{ view, known, remote }} proposal={data} />
}

function useOpening(threadId: ThreadId, filled: Filled) {
  const { put, refresh } = usePullRequestActs(threadId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemValue>()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (busy || filled.title.trim() === '') return
    setBusy(true)
    setProblem(undefined)
    callApi('openPullRequest', { params: { id: threadId }, body: filled })
      .then((opened) => {
        dropDraft(threadId)
        put(opened)
      })
      .catch((cause: unknown) => {
        const refused = problemOf(cause)
        setProblem(refused)
        // Then it is shown.
        if (refused.code === 'pull_request_exists') void refresh().catch(() => undefined)
      })
      .finally(() => setBusy(false))
  }
  return { busy, problem, send }
}

type FormProps = CreateFormProps & { proposal: PullRequestProposal }

function Form({ view, known, remote, proposal }: FormProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const filled = filledIn(useDraft(view.id), proposal)
  const { busy, problem, send } = useOpening(view.id, filled)
  return (
    <form aria-label={t('pullRequest.form')} className="flex flex-col gap-3" onSubmit={send}>
      <p className="text-pretty text-muted">
        {t('pullRequest.willAsk', {
          repository: filled.repository,
          head: known.branch ?? '',
          login: known.account ?? '',
        })}
      </p>
      <Fields
        filled={filled}
        proposal={proposal}
        onChange={(change) => changeDraft(view.id, change)}
      />
      <Unpushed count={known.unpushed} />
      <p role="alert" className="text-pretty text-fail empty:hidden">
        {problem && words(problem).text}
      </p>
      {problem && isOfAccount(problem) && (
        <div>
          <ToAccounts onLeave={hidePullRequest} />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          weight="primary"
          busy={busy}
          disabled={filled.title.trim() === ''}
          icon={<GitPullRequest size={14} aria-hidden />}
        >
          {t(
            busy
              ? 'pullRequest.opening'
              : filled.draft
                ? 'pullRequest.openDraft'
                : 'pullRequest.open',
          )}
        </Button>
        {remote.comparePage !== null && (
          <a
            href={remote.comparePage}
            target="_blank"
            rel="noreferrer"
            className="text-sm text-accent underline underline-offset-2"
          >
            {t('pullRequest.openCompare')}
          </a>
        )}
      </div>
    </form>
  )
}

/** What of it is only here. */
function Unpushed({ count }: { count: number | null }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <p className="text-sm text-pretty text-need">
      {count === null ? t('pullRequest.neverPushed') : t('pullRequest.unpushed', { count })}
    </p>
  )
}

export type Filled = Required<Draft>

function filledIn(draft: Draft, proposal: PullRequestProposal): Filled {
  const { title, body, base, bases, repositories } = proposal
  const wanted = draft.repository ?? ''
  const known = repositories.includes(wanted) ? wanted : (repositories[0] ?? '')
  return {
    title: draft.title ?? title,
    body: draft.body ?? body,
    base: draft.base !== undefined && bases.includes(draft.base) ? draft.base : base,
    repository: known,
    draft: draft.draft ?? false,
  }
}
