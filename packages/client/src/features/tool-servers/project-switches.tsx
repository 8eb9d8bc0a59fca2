// In which projects an MCP server is given to agents, where something else was chosen than everywhere.
import type { ProjectId, ToolServer } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/controls/select.tsx'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { useProjectsInUse } from '../projects/index.ts'

interface ProjectSwitchesProps {
  server: ToolServer
  onTurn: (projectId: ProjectId, on: boolean | null) => void
}

export function ProjectSwitches({ server, onTurn }: ProjectSwitchesProps) {
  const { t } = useTranslation()
  const listed = useProjectsInUse()
  const [open, setOpen] = useState(false)
  if (listed.length === 0) return null
  const chosen = new Map(server.projects.map(({ projectId, on }) => [projectId, on]))
  const others = listed.filter(({ id }) => chosen.has(id)).length
  const usual = t(server.on ? 'toolServers.usualOn' : 'toolServers.usualOff')
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      className="-ms-1.5"
      headerClassName="text-sm text-muted"
      header={t('toolServers.inProjects', { count: others })}
    >
      {() => (
        <ul className="grid items-end gap-2 py-1 ps-7 sm:grid-cols-2">
          {listed.map(({ id, name }) => (
            <li key={id}>
              <Select
                label={name}
                value={valueOf(chosen.get(id))}
                options={[
                  { value: 'usual', label: usual },
                  { value: 'on', label: t('toolServers.on') },
                  { value: 'off', label: t('toolServers.off') },
                ]}
                onChange={(value) => onTurn(id, value === 'usual' ? null : value === 'on')}
              />
            </li>
          ))}
        </ul>
      )}
    </Collapsible>
  )
}

function valueOf(on: boolean | undefined): string {
  if (on === undefined) return 'usual'
  return on ? 'on' : 'off'
}
