// One line where a project's work is begun or watched: that it is restricted, or what it brings since it was trusted.
import type { ProjectId, Trust } from '@a-parallel/shared'
import { Link, useNavigate } from '@tanstack/react-router'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useTrust, useTrustAgain } from '../../api/trust.ts'
import { useFormat } from '../../platform/use-format.ts'
import { useCommand } from '../commands/index.ts'
import { nameOf } from './groups.ts'
import { useKept } from './kept.ts'

export type TrustLineProps = {
  projectId: ProjectId
  /** Whenever this changes, something may have been added: it is asked again. */
  moment?: string
  className?: string
}

export function TrustLine({ projectId, moment, className = '' }: TrustLineProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { data } = useTrust(projectId)
  const kept = useKept(projectId)
  const again = useTrustAgain()
  const asked = useRef(moment)
  useEffect(() => {
    // What just came into sight has asked by itself.
    if (moment === undefined || moment === asked.current) return
    asked.current = moment
    void again(projectId)
    // `again` is another function each time; only the moment counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [moment, projectId])
  useCommand('projectTrust', () => {
    void navigate({ to: '/projects/$projectId/trust', params: { projectId } })
  })
  useCommand('projectSetup', () => {
    void navigate({ to: '/projects/$projectId/setup', params: { projectId } })
  })
  useCommand('projectSessions', () => {
    void navigate({ to: '/projects/$projectId/sessions', params: { projectId } })
  })
  if (data?.state !== 'restricted' && data?.state !== 'drifted') return null
  const quiet = data.fingerprint === kept
  const Icon = quiet ? ShieldCheck : ShieldAlert
  return (
    <output
      className={`flex shrink-0 items-start gap-2 text-sm ${
        quiet ? 'text-muted' : 'text-need tint'
      } ${className}`}
    >
      <Icon size={15} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">
        <Words trust={data} quiet={quiet} />{' '}
        <Link
          to="/projects/$projectId/trust"
          params={{ projectId }}
          className="rounded-sm font-medium underline underline-offset-2"
        >
          {t('trust.look')}
        </Link>
      </span>
    </output>
  )
}

/** So many are named; the page lists them all. */
const named = 3

function Words({ trust, quiet }: { trust: Trust; quiet: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const fresh = trust.brought.filter(({ digest }) => trust.fresh.includes(digest))
  const names = [...new Set(fresh.map(nameOf))].slice(0, named)
  const more = fresh.length - names.length
  const text =
    trust.state === 'drifted'
      ? t('trust.driftedLine', {
          names: format.list(more > 0 ? [...names, t('trust.more', { count: more })] : names),
        })
      : quiet
        ? t('trust.keptLine')
        : t('trust.restrictedLine', { count: trust.brought.length })
  return text
}
