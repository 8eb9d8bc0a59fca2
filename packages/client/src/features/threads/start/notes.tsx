// What a person should know before or after pressing Start.
import type { ProblemValue } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'

export function Warning({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 rounded-md px-2.5 py-2 text-sm text-need tint">
      <span className="pt-0.5">
        <StatusGlyph shape="diamond-bang" tone="need" />
      </span>
      <span>{children}</span>
    </p>
  )
}

const aboutMachine = new Set(['agent_not_found', 'agent_not_signed_in', 'git_missing'])

export function Refused({ problem }: { problem: ProblemValue }) {
  const { t } = useTranslation()
  const { text, detail } = useProblemWords()(problem)
  return (
    <div role="alert" className="rounded-md border border-fail px-3 py-2">
      <p className="text-fail">{text}</p>
      {detail !== null && <p className="text-sm wrap-anywhere text-muted">{detail}</p>}
      <p className="text-sm text-muted">
        {t('new.kept')}{' '}
        {aboutMachine.has(problem.code) && (
          <Link to="/welcome" className="text-accent underline">
            {t('overview.welcome')}
          </Link>
        )}
      </p>
    </div>
  )
}
