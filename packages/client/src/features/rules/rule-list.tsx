// The standing answers of all projects: what each says, who made it, how often it answered; to be changed and removed.
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, Rule } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { useRules, useRulesChanged } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { useIndex } from '../../live/use-index.ts'
import { sameList } from '../../live/use-selected.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { EditRuleDialog } from './edit-rule-dialog.tsx'
import { RuleText } from './rule-text.tsx'

const all = 'all'

export function RuleList() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useRules()
  const projects = useIndex<readonly Project[]>(
    (index) => (index.kind === 'ready' ? index.projects : []),
    sameList,
  )
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
            <Row key={rule.id} rule={rule} project={nameOf(rule)} onEdit={() => setEditing(rule)} />
          ))}
        </ul>
      )}
      {editing && (
        <EditRuleDialog key={editing.id} rule={editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  )
}

type RowProps = { rule: Rule; project: string; onEdit: () => void }

function Row({ rule, project, onEdit }: RowProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const format = useFormat()
  const changed = useRulesChanged()
  const [failed, setFailed] = useState<string>()
  const [now] = useState(() => Date.now())
  const name = rule.pattern === null ? rule.tool : `${rule.tool}(${rule.pattern})`
  const when = (at: string) => (
    <time dateTime={at} title={format.moment(Date.parse(at))}>
      {format.age(Date.parse(at), now)}
    </time>
  )
  const remove = () =>
    callApi('removeRule', { params: { id: rule.id } }).then(changed, (cause: unknown) =>
      setFailed(words(problemOf(cause)).text),
    )
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={rule.decision === 'allow' ? 'review' : 'fail'}>
            {t(`rules.${rule.decision}`)}
          </Badge>
          <RuleText rule={rule} />
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted">
          <span>{project}</span>
          <span>
            {t('rules.madeByYou')} {when(rule.createdAt)}
          </span>
          <span>{t('rules.used', { count: rule.usedCount })}</span>
          {rule.lastUsedAt && (
            <span>
              {t('rules.lastUsed')} {when(rule.lastUsedAt)}
            </span>
          )}
        </p>
        <p role="alert" className="text-sm text-fail empty:hidden">
          {failed}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" aria-label={t('rules.editOne', { name })} onClick={onEdit}>
          {t('rules.edit')}
        </Button>
        <Button size="sm" aria-label={t('rules.removeOne', { name })} onClick={() => void remove()}>
          {t('rules.remove')}
        </Button>
      </div>
    </li>
  )
}
