// Which threads used a skill, and when each last did.
import type { Skill } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { useProjects } from '../projects/index.ts'
import { Age } from '../threads/index.ts'

export function SkillUses({ skill: { usedIn } }: { skill: Skill }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const projects = useProjects()
  const id = useId()
  const { count, threads } = usedIn
  if (count === 0) return null
  const more = count - threads.length
  return (
    <section aria-labelledby={id}>
      <h4 id={id} className="text-sm font-medium">
        {t('skills.uses')}
      </h4>
      <ul aria-labelledby={id} className="-mx-1.5">
        {threads.map(({ threadId, title, projectId, at }) => (
          <li key={threadId}>
            <Link
              to="/t/$threadId"
              params={{ threadId }}
              className="ring-inset-focus flex min-h-8 flex-wrap items-center gap-x-3 rounded-md px-1.5 py-1 text-sm hover:bg-hover touch-target"
            >
              <span className="min-w-0 text-accent wrap-anywhere">{title}</span>
              <span className="min-w-0 text-xs wrap-anywhere text-muted">
                {projects.find((one) => one.id === projectId)?.name}
              </span>
              <Age at={at} className="ms-auto shrink-0 text-xs text-muted" />
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="text-xs text-muted">
          {t('skills.usesMore', { count: more, shown: number(more) })}
        </p>
      )}
    </section>
  )
}
