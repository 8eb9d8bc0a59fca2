// The MCP servers that the thread's repository brings: as its agent says that they stand. They are changed in its `.mcp.json`.
import type { BroughtToolServer } from '@a-parallel/shared'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { StatusWords } from '../report-line.tsx'

export function BroughtServers({ servers }: { servers: readonly BroughtToolServer[] }) {
  const { t } = useTranslation()
  const id = useId()
  if (servers.length === 0) return null
  return (
    <section className="flex flex-col gap-1 pt-3">
      <h3 id={id} className="text-sm font-medium">
        {t('toolServers.brought')}
      </h3>
      <p className="text-xs text-pretty text-muted">{t('toolServers.broughtHint')}</p>
      <ul aria-labelledby={id} className="divide-y divide-line">
        {servers.map(({ name, status, error }) => (
          <li key={name} className="flex flex-wrap items-center justify-between gap-x-3 py-2">
            <span className="wrap-anywhere">{name}</span>
            <span className="text-sm">
              <StatusWords status={status} error={error} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
