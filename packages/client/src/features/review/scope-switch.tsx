// Which changes are shown: what is left to review, what is staged, all since the base; or, behind a menu, those of one turn,
// one commit, or all that is not committed.
import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadView, TurnId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Menu, type MenuEntry } from '../../ui/overlays/menu.tsx'
import { readScope, scopeText, type Between } from './model/scope.ts'
import { changesKey } from './state/use-changes.ts'

type ScopeSwitchProps = {
  view: ThreadView
  between: Between
  state: BranchState | undefined
  onChange: (between: Between) => void
}

const plain = ['unstaged', 'staged', 'branch'] as const
/** So many turns and commits are offered. */
const most = 20
const longestTitle = 60

export function ScopeSwitch({ view, between, state, onChange }: ScopeSwitchProps) {
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
        value={scopeText(between)}
        options={plain.map((scope) => {
          const count = counts[scope] ?? 0
          const label = count > 0 ? `${words[scope]} ${number(count)}` : words[scope]
          return { value: scopeText({ scope }), label }
        })}
        onChange={(text) => onChange(readScope(text))}
      />
      <More view={view} between={between} onChange={onChange} />
    </div>
  )
}

type MoreProps = Pick<ScopeSwitchProps, 'view' | 'between' | 'onChange'>

function More({ view, between, onChange }: MoreProps) {
  const { t } = useTranslation()
  const commits = useQuery({
    queryKey: [...changesKey(view.id), 'commits'],
    queryFn: ({ signal }) =>
      callApi('listCommits', { params: { id: view.id }, query: { limit: most } }, { signal }),
    staleTime: 0,
    retry: false,
  }).data?.commits
  const turns = view.turns
    .filter(({ startedAt, origin }) => startedAt !== null && origin === 'person')
    .toReversed()
    .slice(0, most)
  const value = scopeText(between)
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
  ]
  if (turns.length > 0)
    entries.push({
      kind: 'choice',
      id: 'turns',
      label: t('review.scope.turns'),
      options: turns.map(({ id, text }) => ({ value: turnText(id), label: cut(text) })),
      ...oneOf(value),
    })
  if (commits && commits.length > 0)
    entries.push({
      kind: 'choice',
      id: 'commits',
      label: t('review.scope.commits'),
      options: commits.map(({ oid, subject }) => ({
        value: scopeText({ scope: 'commit', commit: oid }),
        label: cut(subject),
        detail: oid.slice(0, 8),
      })),
      ...oneOf(value),
    })
  const special = specialName(between, view, commits, t('review.scope.uncommitted'))
  return (
    <Menu
      label={t('review.scope.others')}
      entries={entries}
      trigger={
        <>
          {special !== null && <span className="max-w-40 truncate">{special}</span>}
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
  commits: readonly { oid: string; subject: string }[] | undefined,
  uncommitted: string,
): string | null {
  if (scope === 'uncommitted') return uncommitted
  if (turnId !== undefined) return cut(turns.find(({ id }) => id === turnId)?.text ?? turnId)
  if (commit === undefined) return null
  return cut(commits?.find(({ oid }) => oid === commit)?.subject ?? commit.slice(0, 8))
}

function cut(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line
}
