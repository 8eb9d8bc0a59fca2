// The MCP servers that agents are given: those there are, each with its test and its switch, and the way to another one.
import type { ToolServer } from '@a-parallel/shared'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToolServers } from '../../api/tool-servers.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Unread } from '../unread/index.ts'
import { keepWriting, keptWriting } from './kept-writing.ts'
import { ToolServerDialog } from './tool-server-dialog.tsx'
import { ToolServerRow } from './tool-server-row.tsx'
import type { Writing } from './writing.ts'

export function ToolServerList() {
  const { t } = useTranslation()
  const { data, error, refetch } = useToolServers()
  const [asking, setAsking] = useState<Asked>()
  const [said, setSaid] = useState('')
  const { begun, leave } = useBegun()
  const heading = useRef<HTMLHeadingElement>(null)
  const removed = (server: ToolServer) => {
    setSaid(t('toolServers.removed', { name: server.name }))
    leave(server, undefined)
    // The button that had the focus is gone.
    heading.current?.focus()
  }
  return (
    <section id="toolServers.list" tabIndex={-1} className="scroll-mt-4 py-3 outline-none">
      <h3 ref={heading} tabIndex={-1} className="sr-only outline-none">
        {t('toolServers.title')}
      </h3>
      <p className="text-sm text-pretty text-muted">{t('toolServers.hint')}</p>
      <p className="pt-1 text-sm text-pretty text-muted">{t('toolServers.elsewhere')}</p>
      <div className="flex flex-wrap items-center gap-3 pt-3">
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAsking('new')}>
          {t('toolServers.add')}
        </Button>
        <output className="text-sm text-muted">{said}</output>
      </div>
      {data ? (
        <List servers={data.servers} onEdit={setAsking} onRemoved={removed} />
      ) : (
        <Unread error={error} onRetry={refetch} lines={['60%', '40%']} />
      )}
      {asking && (
        <ToolServerDialog
          server={asking === 'new' ? null : asking}
          before={begun(asking)}
          onClose={(left) => {
            leave(asking, left)
            // By the time that it is saved another one may be open.
            setAsking((now) => (now === asking ? undefined : now))
          }}
          onKept={({ name }) => setSaid(t('toolServers.kept', { name }))}
        />
      )}
    </section>
  )
}

type Asked = ToolServer | 'new'

const keyOf = (asked: Asked) => (asked === 'new' ? asked : asked.id)

const serverOf = (asked: Asked) => (asked === 'new' ? null : asked)

/** What was written of each and is not saved: all of it as long as this page is there, and without its secrets beyond that. */
function useBegun() {
  const [all, setAll] = useState<ReadonlyMap<string, Writing>>(new Map())
  return {
    begun: (asked: Asked) => all.get(keyOf(asked)) ?? keptWriting(serverOf(asked)),
    leave: (asked: Asked, left: Writing | undefined): void => {
      keepWriting(serverOf(asked), left)
      setAll((now) => {
        const others = [...now].filter(([key]) => key !== keyOf(asked))
        return new Map(left ? [...others, [keyOf(asked), left]] : others)
      })
    },
  }
}

interface ListProps {
  servers: readonly ToolServer[]
  onEdit: (server: ToolServer) => void
  onRemoved: (server: ToolServer) => void
}

function List({ servers, onEdit, onRemoved }: ListProps) {
  const { t } = useTranslation()
  if (servers.length === 0)
    return <p className="pt-3 text-sm text-muted">{t('toolServers.none')}</p>
  return (
    <ul aria-label={t('toolServers.title')} className="divide-y divide-line pt-2">
      {servers.map((server) => (
        <ToolServerRow
          key={server.id}
          server={server}
          onEdit={() => onEdit(server)}
          onRemoved={() => onRemoved(server)}
        />
      ))}
    </ul>
  )
}
