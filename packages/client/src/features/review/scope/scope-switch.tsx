// Which changes are shown: what is left to review, what is staged, all since the base; or, behind a menu, those of one turn,
// one commit, or all that is not committed.
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BranchState, ThreadView, Turn, TurnId } from '@a-parallel/shared'
import { useFormat } from '../../../platform/use-format.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { Menu, type MenuEntry } from '../../../ui/overlays/menu.tsx'
import { spelled } from '../../../ui/text/hidden.ts'
import { OneLine } from '../../../ui/text/named-text.tsx'
import { useCommits } from '../history/use-commits.ts'
import { readScope, scopeText, type Between } from '../model/scope.ts'
import { cut, turnsOf, useTurnName } from './turns.ts'
import { TurnsWindow } from './turns-window.tsx'

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
/** So many turns are offered beside the rest; all of them have a window of their own. */
const most = 20

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

function More(props: ScopeSwitchProps) {
  const { view, between, history, onChange } = props
  const { t } = useTranslation()
  const { commits } = useCommits(view.id, between.commit !== undefined)
  const commit = commits?.find(({ oid }) => oid === between.commit)
  const [all, setAll] = useState(false)
  const turns = turnsOf(view)
  const nameOf = useTurnName()
  const entries = useEntries(props, turns, () => setAll(true))
  const turn = turns.find(({ id }) => id === between.turnId)
  const names = { uncommitted: t('review.scope.uncommitted'), turn: turn && nameOf(turn) }
  const special = history ? null : specialName(between, { ...names, subject: commit?.subject })
  return (
    <>
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
      <TurnsWindow
        open={all}
        turns={turns}
        current={between.turnId}
        onClose={() => setAll(false)}
        onChoose={(turnId) => onChange({ scope: 'turn', turnId })}
      />
    </>
  )
}

function useEntries(
  { between, history, onHistory, onChange }: ScopeSwitchProps,
  turns: readonly Turn[],
  onAll: () => void,
): MenuEntry[] {
  const { t } = useTranslation()
  const { number } = useFormat()
  const nameOf = useTurnName()
  const oneOf = {
    value: history ? '' : scopeText(between),
    onChange: (text: string) => onChange(readScope(text)),
  }
  const uncommitted = { value: 'uncommitted', label: t('review.scope.uncommitted') }
  const options = turns
    .slice(0, most)
    .map((turn) => ({ value: turnText(turn.id), label: spelled(nameOf(turn)) }))
  const label = t('review.scope.turns')
  const allOf = t('review.scope.allTurns', { number: number(turns.length) })
  return [
    {
      kind: 'choice',
      id: 'rest',
      label: t('review.scope.others'),
      options: [uncommitted],
      ...oneOf,
    },
    { kind: 'item', id: 'history', label: t('review.history.label'), onSelect: onHistory },
    ...(options.length > 0
      ? [{ kind: 'choice' as const, id: 'turns', label, options, ...oneOf }]
      : []),
    ...(turns.length > most
      ? [{ kind: 'item' as const, id: 'all-turns', label: allOf, onSelect: onAll }]
      : []),
  ]
}

const turnText = (turnId: TurnId) => scopeText({ scope: 'turn', turnId })

type Names = Record<'turn' | 'subject', string | undefined> & { uncommitted: string }

function specialName(
  { scope, turnId, commit }: Between,
  { uncommitted, turn, subject }: Names,
): string | null {
  if (scope === 'uncommitted') return uncommitted
  if (turnId !== undefined) return turn ?? turnId
  if (commit === undefined) return null
  return subject === undefined ? commit.slice(0, 8) : cut(subject)
}
