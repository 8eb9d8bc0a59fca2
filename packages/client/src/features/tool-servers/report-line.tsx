// What came of reaching an MCP server: its tools and how long it took, or why it cannot be used, in words.
import type { Instant, ToolServer, ToolServerReport, ToolServerStatus } from '@a-parallel/shared'
import { CircleAlert, CircleCheck, CircleDashed, KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { serverFault } from './fault.ts'

interface ReportLineProps {
  report: ToolServerReport | undefined
  /** When it was made, where that is not just now. */
  at?: Instant
  testing: boolean
}

export function ReportLine({ report, at, testing }: ReportLineProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const offered = ({ status, tools, latencyMs }: ToolServerReport) => {
    const told: string[] = []
    if (status === 'connected') told.push(t('toolServers.tools', { count: tools.length }))
    if (status === 'connected' && latencyMs !== null)
      told.push(t('toolServers.latency', { ms: format.number(latencyMs) }))
    if (at !== undefined)
      told.push(t('toolServers.asOf', { time: format.dayClock(Date.parse(at)) }))
    return told.join(' · ') || null
  }
  return (
    <output className="flex flex-col gap-1 text-sm empty:hidden">
      {testing && <span className="text-muted">{t('toolServers.reaching')}</span>}
      {report && (
        <>
          <StatusWords status={report.status} error={report.error} detail={offered(report)} />
          {report.tools.length > 0 && (
            <code className="wrap-anywhere text-muted">{report.tools.join(', ')}</code>
          )}
        </>
      )}
    </output>
  )
}

const looks = {
  connected: { Icon: CircleCheck, tone: 'text-run' },
  failed: { Icon: CircleAlert, tone: 'text-fail' },
  'needs-sign-in': { Icon: KeyRound, tone: 'text-need' },
  pending: { Icon: CircleDashed, tone: 'text-muted' },
  disabled: { Icon: CircleDashed, tone: 'text-muted' },
} as const

interface StatusWordsProps {
  status: ToolServerStatus
  error: string | null
  detail?: string | null
}

export function StatusWords({ status, error, detail = null }: StatusWordsProps) {
  const { t } = useTranslation()
  const { Icon, tone } = looks[status]
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <span className={`flex items-center gap-1.5 ${tone}`}>
        <Icon size={14} aria-hidden className="shrink-0" />
        {t(`toolServers.status.${status}`)}
      </span>
      {detail !== null && <span className="text-muted">{detail}</span>}
      {error !== null && <Why error={error} />}
    </span>
  )
}

/** What can be done about it, where that is known, beside what was said. */
function Why({ error }: { error: string }) {
  const { t } = useTranslation()
  const fault = serverFault(error)
  if (fault === null) return <span className="min-w-0 wrap-anywhere">{error}</span>
  return (
    <>
      <span className="min-w-0 text-pretty">{t(`toolServers.because.${fault}`)}</span>
      <code className="min-w-0 text-xs wrap-anywhere text-muted">{error}</code>
    </>
  )
}

/** What may be wrong with a program that failed: it starts where nothing of a project lies. */
export function StartsElsewhere({ server: { transport } }: { server: ToolServer }) {
  const { t } = useTranslation()
  if (transport.type !== 'stdio' || transport.inCheckout) return null
  return <p className="text-xs text-pretty text-muted">{t('toolServers.startsElsewhere')}</p>
}
