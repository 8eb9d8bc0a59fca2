// The MCP servers that agents are given: those there are, each with its test and its switch, and the way to another one.
import type { ToolServer } from '@a-parallel/shared'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToolServers } from '../../api/tool-servers.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Unread } from '../unread/index.ts'
import { ToolServerDialog } from './tool-server-dialog.tsx'
import { ToolServerRow } from './tool-server-row.tsx'

export function ToolServerList() {
  const { t } = useTranslation()
  const { data, error, refetch } = useToolServers()
  const [asking, setAsking] = useState<ToolServer | 'new'>()
  const [said, setSaid] = useState('')
  const [versions, setVersions] = useState<Versions>(new Map())
  const heading = useRef<HTMLHeadingElement>(null)
  const removed = ({ name }: ToolServer) => {
    setSaid(t('toolServers.removed', { name }))
    // The button that had the focus is gone.
    heading.current?.focus()
  }
  return (
    <section id="toolServers.list" tabIndex={-1} className="scroll-mt-4 py-3 outline-none">
      <h3 ref={heading} tabIndex={-1} className="sr-only outline-none">
        {t('toolServers.title')}
      </h3>
      <p className="text-sm text-pretty text-muted">{t('toolServers.hint')}</p>
      <div className="flex flex-wrap items-center gap-3 pt-3">
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAsking('new')}>
          {t('toolServers.add')}
        </Button>
        <output className="text-sm text-muted">{said}</output>
      </div>
      {data ? (
        <List servers={data.servers} versions={versions} onEdit={setAsking} onRemoved={removed} />
      ) : (
        <Unread error={error} onRetry={refetch} lines={['60%', '40%']} />
      )}
      {asking && (
        <ToolServerDialog
          server={asking === 'new' ? null : asking}
          onClose={() => setAsking(undefined)}
          onKept={({ id, name }) => {
            setSaid(t('toolServers.kept', { name }))
            setVersions(new Map(versions).set(id, (versions.get(id) ?? 0) + 1))
          }}
        />
      )}
    </section>
  )
}

type Versions = ReadonlyMap<ToolServer['id'], number>

interface ListProps {
  servers: readonly ToolServer[]
  versions: Versions
  onEdit: (server: ToolServer) => void
  onRemoved: (server: ToolServer) => void
}

function List({ servers, versions, onEdit, onRemoved }: ListProps) {
  const { t } = useTranslation()
  if (servers.length === 0)
    return <p className="pt-3 text-sm text-muted">{t('toolServers.none')}</p>
  return (
    <ul aria-label={t('toolServers.title')} className="divide-y divide-line pt-2">
      {servers.map((server) => (
        <ToolServerRow
          key={server.id}
          server={server}
          version={versions.get(server.id) ?? 0}
          onEdit={() => onEdit(server)}
          onRemoved={() => onRemoved(server)}
        />
      ))}
    </ul>
  )
}
