// With which MCP servers a thread begins that is being written: as its project has it, unless something else is chosen here.
import type { ProjectId } from '@a-parallel/shared'
import { ChevronDown, Plug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useToolServers } from '../../../api/tool-servers.ts'
import { Switch } from '../../../ui/controls/switch.tsx'
import { Popover } from '../../../ui/overlays/popover.tsx'
import { offeredIn, withChoice, type Chosen } from './chosen.ts'

interface ToolServerChoiceProps {
  projectId: ProjectId
  chosen: Chosen
  triggerClassName: string
  onChange: (chosen: Chosen) => void
}

export function ToolServerChoice(props: ToolServerChoiceProps) {
  const { projectId, chosen, triggerClassName, onChange } = props
  const { t } = useTranslation()
  const { data } = useToolServers()
  const offered = offeredIn(data?.servers ?? [], projectId, chosen)
  if (offered.length === 0) return null
  const on = offered.filter((one) => one.on).length
  return (
    <Popover
      label={t('toolServers.title')}
      worded
      triggerClassName={triggerClassName}
      trigger={
        <>
          <Plug size={14} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('toolServers.title')}: </span>
          <span className="tabular-nums">
            {t('toolServers.someOf', { on, all: offered.length })}
          </span>
          <ChevronDown size={12} aria-hidden className="shrink-0" />
        </>
      }
    >
      {() => (
        <div className="flex flex-col gap-1">
          <p className="text-sm text-pretty text-muted">{t('toolServers.beginsWith')}</p>
          <ul aria-label={t('toolServers.title')}>
            {offered.map((one) => (
              <li key={one.server.id}>
                <Switch
                  label={one.server.name}
                  checked={one.on}
                  onChange={(next) => onChange(withChoice(chosen, { ...one, on: next }, projectId))}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Popover>
  )
}
