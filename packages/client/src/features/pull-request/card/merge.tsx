// Whether the host would merge it, why not, and by which way it is.
import type {
  HostedBranch,
  MergeMethod,
  ProblemValue,
  PullRequest,
  ThreadId,
} from '@a-parallel/shared'
import { Eye, GitMerge } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Select } from '../../../ui/controls/select.tsx'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import type { Look } from '../look.ts'
import { usePullRequestActs } from '../use-pull-request.ts'

const looks: Record<PullRequest['mergeability'], Look> = {
  ready: { shape: 'check', tone: 'review' },
  unstable: { shape: 'diamond-bang', tone: 'need' },
  conflicts: { shape: 'fork', tone: 'fail' },
  behind: { shape: 'bars', tone: 'need' },
  blocked: { shape: 'stop', tone: 'need' },
  draft: { shape: 'dashed', tone: 'idle' },
  unknown: { shape: 'arc', tone: 'run' },
}

const mergeable = new Set<PullRequest['mergeability']>(['ready', 'unstable'])

type MergeProps = { threadId: ThreadId; pull: PullRequest }

function useMerge({ threadId, pull: { headCommit } }: MergeProps) {
  const { put, refresh } = usePullRequestActs(threadId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemValue>()
  const params = { id: threadId }
  const during = (work: Promise<HostedBranch>) => {
    setBusy(true)
    setProblem(undefined)
    work
      .then(put)
      .catch((cause: unknown) => {
        setProblem(problemOf(cause))
        void refresh().catch(() => undefined) // What it is now says why.
      })
      .finally(() => setBusy(false))
  }
  return {
    busy,
    problem,
    merge: (method: MergeMethod) =>
      during(callApi('mergePullRequest', { params, body: { method, headCommit } })),
    ready: () => during(callApi('readyPullRequest', { params })),
  }
}

export function Merge(props: MergeProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { busy, problem, merge, ready } = useMerge(props)
  const [chosen, setChosen] = useState<MergeMethod>()
  const { methods, mergeability, base, draft } = props.pull
  const method = methods.find((one) => one === chosen) ?? methods[0]
  return (
    <section
      aria-label={t('pullRequest.merging')}
      className="flex flex-col gap-2 rounded-lg border border-line px-3.5 py-3"
    >
      <output className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <StatusGlyph {...looks[mergeability]} />
        </span>
        <span className="min-w-0 text-pretty">
          {t(`pullRequest.mergeability.${mergeability}`, { base })}
        </span>
      </output>
      {mergeable.has(mergeability) && method && (
        <div className="flex flex-wrap items-end gap-2">
          {methods.length > 1 && (
            <div className="min-w-48">
              <Select
                label={t('pullRequest.method')}
                hideLabel
                value={method}
                options={methods.map((value) => ({
                  value,
                  label: t(`pullRequest.methods.${value}`),
                }))}
                onChange={(value) => setChosen(methods.find((one) => one === value))}
              />
            </div>
          )}
          <Button
            weight="primary"
            busy={busy}
            icon={<GitMerge size={14} aria-hidden />}
            onClick={() => merge(method)}
          >
            {t(busy ? 'pullRequest.mergingNow' : 'pullRequest.merge', { base })}
          </Button>
        </div>
      )}
      {draft && <Ready busy={busy} onReady={ready} />}
      {methods.length === 0 && <p className="text-sm text-muted">{t('pullRequest.mayNotMerge')}</p>}
      <p role="alert" className="text-pretty text-fail empty:hidden">
        {problem && words(problem).text}
      </p>
    </section>
  )
}

/** What takes a draft out of its being one. */
function Ready({ busy, onReady }: { busy: boolean; onReady: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      weight="primary"
      busy={busy}
      icon={<Eye size={14} aria-hidden />}
      onClick={onReady}
      className="self-start"
    >
      {t(busy ? 'pullRequest.readyNow' : 'pullRequest.ready')}
    </Button>
  )
}
