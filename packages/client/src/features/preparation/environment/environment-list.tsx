// The variables of a thread: what its agent, its commands and its dev servers see beside the usual, each to be copied.
import type { ProjectId, ThreadId, ToldVariable } from '@a-parallel/shared'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEnvironment } from '../../../api/recipe.ts'
import { problemOf } from '../../../api/refusal.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { copyText } from '../../../ui/display/copy-text.ts'
import { useProblemWords } from '../../../words/problem-text.ts'
import { asLines } from './as-lines.ts'
import { TrustLink } from '../links.tsx'

export type EnvironmentListProps = {
  threadId: ThreadId
  projectId: ProjectId
  /** Another one when what is known of its setup has changed. */
  version: string
}

export function EnvironmentList({ threadId, projectId, version }: EnvironmentListProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const format = useFormat()
  const { data, error, refetch } = useEnvironment(threadId, version)
  if (error && !data)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-fail">
        {words(problemOf(error)).text}
        <Button size="sm" onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </p>
    )
  if (!data) return <Skeleton lines={['60%', '70%', '50%']} />
  const { variables, withheld } = data
  return (
    <div className="flex flex-col items-start gap-1">
      <Variables variables={variables} />
      {withheld.length > 0 && (
        <p className="text-pretty wrap-anywhere text-need">
          {t('preparation.variablesWithheld', { names: format.list(withheld) })}{' '}
          <TrustLink projectId={projectId} />
        </p>
      )}
      <Button size="sm" onClick={() => copyText(asLines(variables), t('app.copied'))}>
        {t('preparation.copyAll')}
      </Button>
    </div>
  )
}

function Variables({ variables }: { variables: readonly ToldVariable[] }) {
  const { t } = useTranslation()
  return (
    <dl aria-label={t('preparation.variables')} className="flex w-full flex-col gap-1">
      {variables.map(({ name, value }) => (
        <div key={name} className="flex flex-wrap items-baseline gap-x-2">
          <dt className="text-muted">
            <code className="wrap-anywhere">{name}</code>
          </dt>
          <dd className="flex min-w-0 items-baseline gap-1">
            <code className="min-w-0 wrap-anywhere whitespace-pre-wrap">{value}</code>
            <IconButton
              size="sm"
              label={t('preparation.copyOne', { name })}
              icon={<Copy size={13} aria-hidden />}
              onClick={() => copyText(value, t('app.copied'))}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
