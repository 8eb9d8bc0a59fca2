// The button that always shows the next step, and beside it a menu of everything else. What cannot be done says why.
import {
  Archive,
  ArrowUpToLine,
  ChevronDown,
  Download,
  GitCommitHorizontal,
  GitMerge,
  GitPullRequest,
  PenLine,
  Trash2,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { PullRequest, ThreadView } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'
import { runCommand, useDoers } from '../commands/index.ts'
import { showPullRequest, standingOf } from '../pull-request/index.ts'
import {
  checkoutOf,
  pullOf,
  rebasesPushed,
  takesUpstream,
  whyNot,
  type Act,
  type Situation,
  type Step,
} from './step.ts'
import type { Worded } from './merge/message.ts'
import type { Acts } from './use-acts.ts'
import type { Doing } from './work/use-work.ts'

type Props = {
  situation: Situation
  step: Step
  view: ThreadView
  acts: Acts
  doing: Doing | null
  /** Leads to where the next step is done, when that is no press of a button. */
  onCommit: () => void
  /** Asks for the message first. */
  onMerge: (how: Worded) => void
}

const icons: Record<Act, ReactNode> = {
  commit: <GitCommitHorizontal size={15} aria-hidden />,
  reword: <PenLine size={15} aria-hidden />,
  push: <ArrowUpToLine size={15} aria-hidden />,
  pullRequest: <GitPullRequest size={15} aria-hidden />,
  update: <Download size={15} aria-hidden />,
  merge: <GitMerge size={15} aria-hidden />,
  archive: <Archive size={15} aria-hidden />,
}

export function StepButton(props: Props) {
  const { situation, step, acts, doing } = props
  const { t } = useTranslation()
  const entries = useEntries(props)
  const act: Act | null = step === 'solve' ? null : step
  const at = act && workOf(act)
  const why = act && whyNot(act, situation)
  const words = useActWords(situation, acts.rewords)
  return (
    <div className="flex shrink-0 items-stretch">
      {act && (
        <Button
          weight="primary"
          icon={icons[act]}
          busy={doing !== null && doing !== 'propose'}
          disabled={why !== null}
          title={why === null ? undefined : t(`publish.why.${why}`, named(situation))}
          aria-haspopup={act === 'pullRequest' ? 'dialog' : undefined}
          onClick={() => doAct(act, props)}
          className="rounded-e-none"
        >
          {doing !== null && doing === at ? t(`publish.doing.${at}`) : words(act)}
        </Button>
      )}
      <Menu
        label={t('publish.more')}
        align="end"
        side="top"
        entries={entries}
        disabled={doing !== null}
        trigger={<ChevronDown size={15} aria-hidden />}
        triggerClassName={`flex min-h-8 items-center px-1.5 touch-target ${
          act && why === null
            ? 'rounded-e-md border-s border-accent-fg/30 bg-accent text-accent-fg hover:bg-accent-hover'
            : 'rounded-e-md border border-border text-muted hover:bg-hover first:rounded-s-md'
        }`}
      />
    </div>
  )
}

/** What is at work while an act is done. */
function workOf(act: Act): Exclude<Act, 'reword'> {
  return act === 'reword' ? 'commit' : act
}

/** What is counted and named in the words. */
export function named({ state }: Situation): { count: number; base: string } {
  const count = state.staged > 0 ? state.staged : state.unstaged
  return { count, base: state.base?.name ?? '' }
}

function useActWords(situation: Situation, rewords: boolean): (act: Act) => string {
  const { t } = useTranslation()
  const names = named(situation)
  const pull = pullOf(situation)
  return (act) => {
    if (act === 'commit' && names.count === 0) return t('commands.publishCommit')
    if (act === 'reword' || (act === 'commit' && rewords)) return t('publish.reword')
    if (act === 'pullRequest' && pull)
      return t(`publish.pull.${pullStep(pull)}`, { number: pull.number })
    return t(`publish.act.${act}`, names)
  }
}

/** What is to be done about a pull request that is open. */
function pullStep(pull: PullRequest): 'failing' | 'running' | 'ready' | 'open' {
  const standing = standingOf(pull)
  if (standing === 'failing' || standing === 'running') return standing
  return pull.mergeability === 'ready' && pull.methods.length > 0 ? 'ready' : 'open'
}

function doAct(act: Act, { acts, view, onCommit }: Props): void {
  if (act === 'commit' || act === 'reword') onCommit()
  else if (act === 'pullRequest') showPullRequest(view.id)
  else if (act === 'push') void acts.push()
  else if (act === 'update') void acts.update('base', 'merge')
  else if (act === 'merge') void acts.merge('merge')
  else void acts.archive()
}

type MakeEntry = (
  id: string,
  act: Act,
  label: string,
  onSelect: () => void,
  about?: string,
) => MenuEntry

function useEntries({ situation, step, view, acts, onCommit, onMerge }: Props): MenuEntry[] {
  const { t } = useTranslation()
  const names = named(situation)
  const words = useActWords(situation, acts.rewords)
  const entry: MakeEntry = (id, act, label, onSelect, about) => {
    const why = whyNot(act, situation)
    const known = why === null ? about : t(`publish.why.${why}`, names)
    const detail = known === undefined ? {} : { detail: known }
    return {
      kind: 'item',
      id,
      label,
      icon: icons[act],
      disabled: why !== null,
      onSelect,
      ...detail,
    }
  }
  return [
    entry('commit', 'commit', words('commit'), onCommit),
    entry('reword', 'reword', t('publish.rewordLast'), () => void acts.reword()),
    entry('push', 'push', words('push'), () => void acts.push()),
    entry('pull-request', 'pullRequest', words('pullRequest'), () => showPullRequest(view.id)),
    { kind: 'separator', id: 'updates' },
    ...updates({ situation, acts, entry, t }),
    { kind: 'separator', id: 'merges' },
    entry('merge', 'merge', t('publish.into.merge', names), () => onMerge('merge')),
    entry('squash', 'merge', t('publish.into.squash', names), () => onMerge('squash')),
    entry('rebase', 'merge', t('publish.into.rebase', names), () => void acts.merge('rebase')),
    { kind: 'separator', id: 'end' },
    entry('archive', 'archive', words('archive'), () => void acts.archive()),
    ...useDeletion(step, view),
  ]
}

type Updating = Pick<Props, 'situation' | 'acts'> & { entry: MakeEntry; t: TFunction }

/** From the base, and from what was pushed to the branch itself. */
function updates({ situation, acts, entry, t }: Updating): MenuEntry[] {
  const names = named(situation)
  const fromThere = (how: 'merge' | 'rebase'): MenuEntry[] =>
    takesUpstream(situation)
      ? [
          {
            kind: 'item',
            id: `upstream-${how}`,
            label: t(`publish.fromUpstream.${how}`, {
              upstream: situation.state.upstream?.name ?? '',
            }),
            icon: icons.update,
            onSelect: () => void acts.update('upstream', how),
          },
        ]
      : []
  return [
    entry(
      'update-merge',
      'update',
      t('publish.from.merge', names),
      () => void acts.update('base', 'merge'),
    ),
    entry(
      'update-rebase',
      'update',
      t('publish.from.rebase', names),
      () => void acts.update('base', 'rebase'),
      rebasesPushed(situation.state) ? t('publish.from.rebasesPushed') : undefined,
    ),
    ...fromThere('merge'),
    ...fromThere('rebase'),
  ]
}

const aboutDeletion = {
  own: 'publish.about.delete',
  adopted: 'publish.about.deleteAdopted',
  local: 'threads.deleteLocal',
} as const

/** Beside the archive once all is merged. What would be lost by it is looked at, and asked about, where threads are deleted. */
function useDeletion(step: Step, view: ThreadView): MenuEntry[] {
  const { t } = useTranslation()
  const can = useDoers(({ doers }) => doers.some(({ id }) => id === 'deleteThread'))
  if (step !== 'archive') return []
  return [
    {
      kind: 'item',
      id: 'delete',
      label: t('commands.deleteThread'),
      detail: t(can ? aboutDeletion[checkoutOf(view)] : 'threads.archiveBusy'),
      icon: <Trash2 size={15} aria-hidden />,
      disabled: !can,
      danger: true,
      onSelect: () => runCommand('deleteThread'),
    },
  ]
}
