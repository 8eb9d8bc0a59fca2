// Agents at work that were started from another program: a change takes none of them along.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useOtherAgents } from './use-other-agents.ts'

export function OtherAgents({ program }: { program: string | null }) {
  const { t } = useTranslation()
  const { data } = useOtherAgents(program)
  if (!data || data.agents.length === 0) return null
  return (
    <section aria-labelledby="other-agents" className="rounded-lg border border-line px-4 py-3">
      <h3 id="other-agents" className="font-medium">
        {t('agents.others', { count: data.agents.length })}
      </h3>
      <p className="pt-0.5 text-sm text-pretty text-muted">{t('agents.othersHint')}</p>
      <ul className="pt-2 text-sm">
        {data.agents.map(({ threadId, title, program: other }) => (
          <li key={threadId} className="flex flex-col py-1">
            <Link
              to="/t/$threadId"
              params={{ threadId }}
              className="rounded-sm text-accent wrap-anywhere hover:underline touch-target"
            >
              {title}
            </Link>
            <span className="font-mono text-xs wrap-anywhere text-muted">{other}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
