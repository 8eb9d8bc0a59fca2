// The standing answers of all projects: what each says, who made it, how often it answered; to be changed and removed.
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, Rule } from '@a-parallel/shared'
import { useRules, useRulesChanged } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { useIndex } from '../../live/use-index.ts'
import { sameList } from '../../live/use-selected.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { EditRuleDialog } from './edit-rule-dialog.tsx'
import { removeRule } from './change.ts'
import { RuleRow } from './rule-row.tsx'

const all = 'all'

export function RuleList() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useRules()
  const projects = useIndex<readonly Project[]>(
    (index) => (index.kind === 'ready' ? index.projects : []),
    sameList,
  )
  const changed = useRulesChanged()
  const [shown, setShown] = useState(all)
  const [editing, setEditing] = useState<Rule>()
  if (error) {
    const again = <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
    return <EmptyState title={words(problemOf(error)).text} action={again} />
  }
  if (!data) return <Skeleton lines={['70%', '50%', '60%']} />
  const nameOf = (rule: Rule) =>
    projects.find(({ id }) => id === rule.projectId)?.name ?? t('rules.removedProject')
  const rules = data.rules.filter(({ projectId }) => shown === all || projectId === shown)
  return (
    <div className="flex flex-col gap-3 py-3">
      <p className="text-sm text-pretty text-muted">{t('rules.intro')}</p>
      {data.rules.length > 0 && (
        <Select
          label={t('rules.project')}
          value={shown}
          options={[
            { value: all, label: t('rules.allProjects') },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setShown}
        />
      )}
      {rules.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck size={24} aria-hidden />}
          title={t('rules.empty')}
          detail={t('rules.emptyDetail')}
        />
      ) : (
        <ul aria-label={t('rules.title')} className="divide-y divide-line">
          {rules.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              createdAt={rule.createdAt}
              uses={{ count: rule.usedCount, lastAt: rule.lastUsedAt }}
              place={nameOf(rule)}
              onEdit={() => setEditing(rule)}
              remove={() => removeRule(rule, changed)}
            />
          ))}
        </ul>
      )}
      {editing && (
        <EditRuleDialog key={editing.id} rule={editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  )
}
