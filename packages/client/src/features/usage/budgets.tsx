// What is used up of the budgets of projects, with the way to where each is set. Nothing where no project has one.
import type { Project } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { FailedLine } from '../../ui/display/failed-line.tsx'
import { Meter } from '../../ui/display/meter.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { useProjects } from '../projects/index.ts'
import { useBudgets } from './use-usage.ts'

export function Budgets() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const limited = useProjects().flatMap(({ id, name, budgetUsd }) =>
    budgetUsd === null ? [] : [{ id, name, budgetUsd }],
  )
  const { data, error, refetch } = useBudgets(limited)
  if (limited.length === 0) return null
  return (
    <section aria-labelledby="budgets-title" className="flex flex-col gap-3">
      <div>
        <h2 id="budgets-title" className="font-medium">
          {t('usage.budgets.title')}
        </h2>
        <p className="text-sm text-pretty text-muted">{t('usage.budgets.lead')}</p>
      </div>
      {error && (
        <FailedLine className="text-sm" retryLabel={t('app.retry')} onRetry={() => void refetch()}>
          {t('usage.budgets.failed')} {words(problemOf(error)).text}
        </FailedLine>
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,16rem),1fr))] gap-3">
        {limited.map((project) => (
          <li key={project.id} className="flex">
            <Budget project={project} spentUsd={data?.get(project.id) ?? null} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type Limited = Pick<Project, 'id' | 'name'> & { budgetUsd: number }

/** From this share on it is nearly used up. */
const nearly = 0.9

const looks: Record<'open' | 'near' | 'reached', { shape: GlyphShape; tone: Tone }> = {
  open: { shape: 'check', tone: 'review' },
  near: { shape: 'diamond-bang', tone: 'need' },
  reached: { shape: 'hourglass', tone: 'fail' },
}

function Budget({ project, spentUsd }: { project: Limited; spentUsd: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { id, name, budgetUsd } = project
  const share = spentUsd === null ? null : spentUsd / budgetUsd
  const standing = share === null || share < nearly ? 'open' : share < 1 ? 'near' : 'reached'
  const { shape, tone } = looks[standing]
  const part = share === null ? '–' : format.percent(share)
  const spent = spentUsd === null ? '–' : format.dollars(spentUsd)
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2 rounded-lg border border-line px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="min-w-0 font-medium">
          <Link
            to="/projects/$projectId"
            params={{ projectId: id }}
            title={name}
            className="block truncate rounded-sm text-accent hover:underline touch-target"
          >
            {name}
          </Link>
        </h3>
        <span className="text-lg tabular-nums">{part}</span>
      </div>
      <Meter name={name} share={share} text={part} tone={tone} />
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span className="flex items-start gap-1.5">
          {share !== null && (
            <>
              <span className="pt-0.5">
                <StatusGlyph shape={shape} tone={tone} />
              </span>
              {t(`usage.budgets.${standing}`)}
            </>
          )}
        </span>
        <span className="text-muted tabular-nums">
          {t('cost.ofBudget', { cost: spent, budget: format.dollars(budgetUsd) })}
        </span>
      </p>
    </div>
  )
}
