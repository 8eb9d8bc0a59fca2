// All dev servers of a thread: how each stands, and what can be done about it.
import type { ProjectId, RecipeFault, ThreadId } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { FaultList, SetupLink } from '../preparation/index.ts'
import { ServerItem } from './server-item.tsx'
import type { ServerLine } from './state.ts'

export type ServersPanelProps = {
  threadId: ThreadId
  projectId: ProjectId
  lines: readonly ServerLine[]
  faults: readonly RecipeFault[]
  /** Shows beside the conversation what is served there. */
  onPreview: (port: number) => void
}

export function ServersPanel(props: ServersPanelProps) {
  const { threadId, projectId, lines, faults, onPreview } = props
  const { t } = useTranslation()
  return (
    <div className="flex min-w-0 flex-col gap-3 text-sm">
      <div>
        <p className="text-base font-medium">{t('servers.title')}</p>
        <p className="text-muted">{t('servers.detail')}</p>
      </div>
      {faults.length > 0 && (
        <div>
          <p>{t('servers.faulty')}</p>
          <FaultList faults={faults} />
        </div>
      )}
      <ul aria-label={t('servers.title')} className="flex flex-col gap-2">
        {lines.map((line) => (
          <ServerItem key={line.name} {...{ threadId, projectId, line, onPreview }} />
        ))}
      </ul>
      <p>
        <SetupLink projectId={projectId} />
      </p>
    </div>
  )
}
