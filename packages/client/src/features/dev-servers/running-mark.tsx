// The mark of a thread in which a dev server runs, in lists.
import type { ThreadId } from '@a-parallel/shared'
import { Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { portsOf } from './state.ts'
import { useServers } from './use-servers.ts'

export function RunningMark({ threadId }: { threadId: ThreadId }) {
  const { t } = useTranslation()
  const format = useFormat()
  const running = useServers(threadId).filter(({ state }) => state === 'running')
  if (running.length === 0) return null
  const names = running.map((one) => {
    const [port] = portsOf(one)
    return port === undefined ? one.name : t('servers.onPort', { name: one.name, port })
  })
  const label = t('servers.runningHere', { names: format.list(names) })
  return <Server size={12} aria-label={label} className="shrink-0 text-run" />
}
