// One standing answer in a list: what it says of what, who made it and when, how often it answered; and what to do with it.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StandingRule } from '@a-parallel/shared'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { meaningOf } from './meaning.ts'
import { RuleText } from './rule-text.tsx'
import type { Uses } from './uses.ts'

type RuleRowProps = {
  rule: StandingRule
  createdAt: string
  uses: Uses
  /** Where it holds, in a list of rules that hold in several places. */
  place?: string
  onEdit?: () => void
  remove: () => Promise<unknown>
}

export function RuleRow({ rule, createdAt, uses, place, onEdit, remove }: RuleRowProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const format = useFormat()
  const [failed, setFailed] = useState<string>()
  const [now] = useState(() => Date.now())
  const name = rule.pattern === null ? rule.tool : `${rule.tool}(${rule.pattern})`
  const when = (at: string) => (
    <time dateTime={at} title={format.moment(Date.parse(at))}>
      {format.age(Date.parse(at), now)}
    </time>
  )
  const onRemove = () =>
    void remove().catch((cause: unknown) => setFailed(words(problemOf(cause)).text))
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={rule.decision === 'allow' ? 'review' : 'fail'}>
            {t(`rules.${rule.decision}`)}
          </Badge>
          <RuleText rule={rule} />
        </p>
        <p className="mt-1 text-sm text-muted">{t(`approvals.rule.means.${meaningOf(rule)}`)}</p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-xs text-muted">
          {place && <span>{place}</span>}
          <span>
            {t('rules.madeByYou')} {when(createdAt)}
          </span>
          <span>{t('rules.used', { count: uses.count })}</span>
          {uses.lastAt && (
            <span>
              {t('rules.lastUsed')} {when(uses.lastAt)}
            </span>
          )}
        </p>
        <p role="alert" className="text-sm text-fail empty:hidden">
          {failed}
        </p>
      </div>
      <div className="flex gap-2">
        {onEdit && (
          <Button size="sm" aria-label={t('rules.editOne', { name })} onClick={onEdit}>
            {t('rules.edit')}
          </Button>
        )}
        <Button size="sm" aria-label={t('rules.removeOne', { name })} onClick={onRemove}>
          {t('rules.remove')}
        </Button>
      </div>
    </li>
  )
}
