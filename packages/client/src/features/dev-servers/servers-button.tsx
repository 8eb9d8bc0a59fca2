// The button in a thread's header: whether dev servers run, and the way to them.
import type { ThreadView } from '@a-parallel/shared'
import { useNavigate } from '@tanstack/react-router'
import { Server } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferedServers } from '../../api/dev-servers.ts'
import { Popover } from '../../ui/overlays/popover.tsx'
import { useCommand } from '../commands/index.ts'
import { ServersPanel } from './servers-panel.tsx'
import { linesOf } from './state.ts'
import { useServers } from './use-servers.ts'

export function ServersButton({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const { id, mode, worktree, archived, title } = view
  const servers = useServers(id)
  // An agent may have written the recipe anew since the panel was last open.
  const moment = `${worktree?.state} ${archived} ${open}`
  const { data } = useOfferedServers(id, moment)
  const lines = linesOf(data?.offered ?? [], servers)
  const hasFiles = mode === 'local' || worktree?.state === 'ready'
  const isShown = !archived && hasFiles && (lines.length > 0 || (data?.faults.length ?? 0) > 0)
  useCommand('devServers', () => setOpen(true), { name: title, when: isShown })
  if (!isShown) return null
  const running = servers.filter(({ state }) => state === 'running').length
  return (
    <Popover
      label={t('servers.button', { count: running })}
      align="end"
      wide
      open={open}
      onOpenChange={setOpen}
      triggerClassName="flex min-h-8 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 text-sm text-muted transition-colors hover:bg-hover hover:text-fg aria-expanded:bg-selected aria-expanded:text-fg touch-target"
      trigger={
        <>
          <Server size={15} aria-hidden className={running > 0 ? 'text-run' : ''} />
          {running > 0 && <span className="tabular-nums">{running}</span>}
        </>
      }
    >
      {(close) => (
        <ServersPanel
          threadId={id}
          projectId={view.projectId}
          lines={lines}
          faults={data?.faults ?? []}
          onPreview={(port) => {
            close()
            const search = { panel: 'preview', port } as const
            void navigate({ to: '/t/$threadId', params: { threadId: id }, search })
          }}
        />
      )}
    </Popover>
  )
}
