// What is known of a session beside its name: when, on which branch, where, how much, and whether somebody has it open.
import type { Project, Session } from '@a-parallel/shared'
import { GitBranch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { Badge } from '../../ui/display/badge.tsx'
import { Age } from '../threads/index.ts'

type SessionFactsProps = { session: Session; project: Project; className?: string }

export function SessionFacts({ session, project, className = '' }: SessionFactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { at, branch, folder, messages, bytes, isOpen } = session
  const { count, exact } = messages
  const shown = format.number(count)
  return (
    <p
      className={`flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted ${className}`}
    >
      <Age at={at} className="shrink-0" />
      {branch !== null && (
        <span className="inline-flex min-w-0 items-center gap-1 font-mono">
          <GitBranch size={12} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('sessions.branch')} </span>
          <span className="min-w-0 wrap-anywhere">{branch}</span>
        </span>
      )}
      <span className="shrink-0 tabular-nums">
        {exact ? t('sessions.messages', { count, shown }) : t('sessions.about', { count, shown })}
      </span>
      <span className="shrink-0 tabular-nums">{format.bytes(bytes)}</span>
      {folder !== project.path && <span className="min-w-0 font-mono wrap-anywhere">{folder}</span>}
      {isOpen && <Badge tone="need">{t('sessions.open')}</Badge>}
    </p>
  )
}
