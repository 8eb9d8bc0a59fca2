// Which changes are shown: what is left to review, what is staged, all since the base; or, behind a menu, those of one turn,
// one commit, or all that is not committed.
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadView, TurnId } from '@a-parallel/shared'
import { useFormat } from '../../platform/use-format.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'
import { OneLine } from '../../ui/text/named-text.tsx'
import { useCommits } from './history/use-commits.ts'
import { readScope, scopeText, type Between } from './model/scope.ts'

type ScopeSwitchProps = {
  view: ThreadView
  between: Between
  /** The commits of the branch are listed, and none of these is shown. */
  history: boolean
  state: BranchState | undefined
  onHistory: () => void
  onChange: (between: Between) => void
}

const plain = ['unstaged', 'staged', 'branch'] as const
/** So many turns are offered. */
const most = 20
const longestTitle = 60

export function ScopeSwitch(props: ScopeSwitchProps) {
  const { between, history, state, onChange } = props
  const { t } = useTranslation()
  const { number } = useFormat()
  const counts = { unstaged: state?.unstaged, staged: state?.staged, branch: undefined }
  const words = {
    unstaged: t('review.scope.unstaged'),
    staged: t('review.scope.staged'),
    branch: state?.base
      ? t('review.scope.since', { base: state.base.name })
      : t('review.scope.all'),
  }
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      <Segmented
        size="sm"
        label={t('review.scope.label')}
        value={history ? '' : scopeText(between)}
        options={plain.map((scope) => {
          const count = counts[scope] ?? 0
          const label = count > 0 ? `${words[scope]} ${number(count)}` : words[scope]
          return { value: scopeText({ scope }), label }
        })}
        onChange={(text) => onChange(readScope(text))}
      />
      <More {...props} />
    </div>
  )
}

function More({ view, between, history, onHistory, onChange }: ScopeSwitchProps) {
  const { t } = useTranslation()
  const { commits } = useCommits(view.id, between.commit !== undefined)
  const commit = commits?.find(({ oid }) => oid === between.commit)
  const turns = view.turns
    .filter(({ startedAt, origin }) => startedAt !== null && origin === 'person')
    .toReversed()
    .slice(0, most)
  const value = history ? '' : scopeText(between)
  const change = (text: string) => onChange(readScope(text))
  const oneOf = (of: string) => ({ value: of, onChange: change })
  const entries: MenuEntry[] = [
    {
      kind: 'choice',
      id: 'rest',
      label: t('review.scope.others'),
      options: [{ value: 'uncommitted', label: t('review.scope.uncommitted') }],
      ...oneOf(value),
    },
    { kind: 'item', id: 'history', label: t('review.history.label'), onSelect: onHistory },
  ]
  if (turns.length > 0)
    entries.push({
      kind: 'choice',
      id: 'turns',
      label: t('review.scope.turns'),
      options: turns.map(({ id, text }) => ({ value: turnText(id), label: cut(text) })),
      ...oneOf(value),
    })
  const special = history
    ? null
    : specialName(between, view, commit?.subject, t('review.scope.uncommitted'))
  return (
    <Menu
      label={t('review.scope.others')}
      entries={entries}
      trigger={
        <>
          {special !== null && (
            <span className="max-w-40 truncate">
              <OneLine text={special} />
            </span>
          )}
          <ChevronDown size={14} aria-hidden className="shrink-0" />
        </>
      }
      triggerClassName={`flex min-h-7 min-w-7 items-center justify-center gap-1 rounded-md px-1.5 text-sm hover:bg-hover touch-target ${special === null ? 'text-muted' : 'bg-selected font-medium'}`}
    />
  )
}

const turnText = (turnId: TurnId) => scopeText({ scope: 'turn', turnId })

function specialName(
  { scope, turnId, commit }: Between,
  { turns }: ThreadView,
  subject: string | undefined,
  uncommitted: string,
): string | null {
  if (scope === 'uncommitted') return uncommitted
  if (turnId !== undefined) return cut(turns.find(({ id }) => id === turnId)?.text ?? turnId)
  if (commit === undefined) return null
  return cut(subject ?? commit.slice(0, 8))
}

function cut(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line
}
