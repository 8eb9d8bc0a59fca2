// What stands after the last row: that the agent works, why it does not, and the way to go on.
import { useTranslation } from 'react-i18next'
import { lacksWorktree, lastBegun, parkedUntil, threadStatus } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { Act, Banner } from './banner.tsx'
import { Elapsed } from './elapsed.tsx'
import { Parked } from './parked.tsx'
import { ProjectGone } from './project-gone.tsx'
import { SetupFailed } from './setup-failed.tsx'
import { SetupCard } from './setup-card.tsx'

export function Outcome({ view }: { view: ThreadView }) {
  if (view.archived) return <Archived view={view} />
  return (
    <>
      <State view={view} />
      <ProjectGone view={view} />
    </>
  )
}

function State({ view }: { view: ThreadView }) {
  const status = threadStatus(view)
  switch (status) {
    case 'pending':
      return <SetupCard view={view} />
    case 'running':
      return <Working view={view} />
    case 'failed':
      return parkedUntil(view) === null ? <Failed view={view} /> : <Parked view={view} />
    case 'waiting':
      return <SetupFailed view={view} />
    case 'interrupted':
    case 'stopped':
      return <Halted view={view} status={status} />
    default:
      return null
  }
}

function Working({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const stalledAt = view.run?.stopping ? null : view.run?.stalledAt
  if (stalledAt) return <Silent view={view} since={stalledAt} />
  return (
    <p className="flex min-h-8 items-center gap-2 pt-1 text-sm text-muted">
      <StatusGlyph shape="arc" tone="run" />
      {view.run?.stopping ? t('composer.stopping') : t('thread.working')}
      <Elapsed since={view.since} />
    </p>
  )
}

/** Not failed: it may go on by itself, and a person may help. */
function Silent({ view, since }: { view: ThreadView; since: string }) {
  const { t } = useTranslation()
  const stop = () => callApi('stopThread', { params: { id: view.id } })
  return (
    <Banner
      shape="hourglass"
      tone="stall"
      title={t('thread.silent')}
      aside={<Elapsed since={since} />}
      detail={t('thread.silentDetail')}
      action={<Act label={t('thread.stopAgent')} run={stop} />}
    />
  )
}

function Failed({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const atWorktree = lacksWorktree(view)
  const problem = atWorktree ? view.worktree?.problem : lastBegun(view)?.problem
  const [title, wayBack] = looksOf(atWorktree, problem?.code)
  const { text, detail } = words(problem ?? { code: 'agent_turn_failed', detail: '' })
  return (
    <Banner
      shape="square-cross"
      tone="fail"
      title={t(title)}
      detail={text}
      more={detail}
      action={<GoOn view={view} label={t(wayBack)} />}
    />
  )
}

/** Title, and the name of the way back. */
const losses = {
  worktree_missing: ['thread.worktreeMissing', 'thread.recreateWorktree'],
  worktree_tampered: ['thread.worktreeTampered', 'thread.mendWorktree'],
  branch_missing: ['thread.branchMissing', 'thread.restoreBranch'],
  branch_moved: ['thread.branchMoved', 'thread.restoreBranch'],
} as const

function looksOf(atWorktree: boolean, code = '') {
  if (Object.hasOwn(losses, code)) return losses[code as keyof typeof losses] // Just asked.
  return atWorktree
    ? (['thread.worktreeFailed', 'app.retry'] as const)
    : (['thread.failed', 'thread.resume'] as const)
}

function Halted({ view, status }: { view: ThreadView; status: 'interrupted' | 'stopped' }) {
  const { t } = useTranslation()
  return (
    <Banner
      shape={status === 'stopped' ? 'stop' : 'bars'}
      tone="idle"
      title={t(`thread.${status}`)}
      detail={t(`thread.${status}Detail`)}
      action={<GoOn view={view} label={t('thread.resume')} />}
    />
  )
}

function Archived({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const restore = () =>
    callApi('changeThread', { params: { id: view.id }, body: { archived: false } })
  return (
    <Banner
      shape="box"
      tone="idle"
      title={t('thread.archived')}
      detail={t('thread.archivedDetail')}
      action={<Act label={t('thread.restore')} run={restore} />}
    />
  )
}

function GoOn({ view, label }: { view: ThreadView; label: string }) {
  return <Act label={label} run={() => callApi('resumeThread', { params: { id: view.id } })} />
}
