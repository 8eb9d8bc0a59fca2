// A plan block by block, each with a place for a comment; a revised one with what changed since the one before.
// Loaded when first needed: cutting a plan takes the markdown lexer.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { planBlocks } from './blocks.ts'
import { planChanges, type Change } from './changes.ts'
import type { Comment } from './comments.ts'
import { PlanRow } from './plan-row.tsx'

export type PlanViewProps = {
  plan: string
  /** The plan that this one revises; null where it is the first. */
  before: string | null
  comments: readonly Comment[]
  /** An empty text takes the comment away. */
  onComment: (comment: Comment) => void
}

export function PlanView({ plan, before, comments, onComment }: PlanViewProps) {
  const [marks, setMarks] = useState(true)
  const changes = useMemo(() => changesOf(plan, before), [plan, before])
  const marked = before !== null && marks
  const shown = marked ? changes : changes.flatMap(plain)
  return (
    <>
      {before !== null && <Summary changes={changes} marks={marks} onMarks={setMarks} />}
      <ol className="flex flex-col gap-1.5">
        {shown.map((change, index) => (
          // A plan that waits does not change, so a row's place is its identity.
          <PlanRow
            key={index}
            change={change}
            marked={marked}
            text={'at' in change ? textAt(comments, change.at) : ''}
            onComment={onComment}
          />
        ))}
      </ol>
    </>
  )
}

function changesOf(plan: string, before: string | null): Change[] {
  const blocks = planBlocks(plan)
  if (before !== null) return planChanges(planBlocks(before), blocks)
  return blocks.map((block, at) => ({ kind: 'same', block, at }))
}

const plain = (change: Change): Change[] =>
  change.kind === 'removed' ? [] : [{ kind: 'same', block: change.block, at: change.at }]

const textAt = (comments: readonly Comment[], at: number): string =>
  comments.find((comment) => comment.at === at)?.text ?? ''

type SummaryProps = {
  changes: readonly Change[]
  marks: boolean
  onMarks: (marks: boolean) => void
}

function Summary({ changes, marks, onMarks }: SummaryProps) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const count = (kind: Change['kind']) => changes.filter((change) => change.kind === kind).length
  const parts = (['changed', 'added', 'removed'] as const).flatMap((kind) =>
    count(kind) > 0 ? [t(`approvals.plan.${kind}`, { count: count(kind) })] : [],
  )
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
      <p>
        {parts.length > 0
          ? t('approvals.plan.revised', { what: list(parts) })
          : t('approvals.plan.unchanged')}
      </p>
      {parts.length > 0 && (
        <Segmented
          size="sm"
          label={t('approvals.plan.show')}
          value={marks ? 'changes' : 'plan'}
          options={[
            { value: 'changes', label: t('approvals.plan.showChanges') },
            { value: 'plan', label: t('approvals.plan.showPlan') },
          ]}
          onChange={(value) => onMarks(value === 'changes')}
        />
      )}
    </div>
  )
}
