// The fields of an MCP server. Values of its environment or headers are typed once and never shown again.
import { useTranslation } from 'react-i18next'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { Switch } from '../../ui/controls/switch.tsx'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProjects } from '../projects/index.ts'
import { NamesCheckout } from './fields/names-checkout.tsx'
import { OpenSecret } from './fields/open-secret.tsx'
import { ValueFields } from './fields/value-fields.tsx'
import { argumentsOf, atAddress, shownCommand, worksInCheckout, type Written } from './written.ts'

interface ToolServerFormProps {
  written: Written
  /** The address may lead inside: whether that is meant is asked. */
  asksPrivate: boolean
  onChange: (some: Partial<Written>) => void
}

const plain = { spellCheck: false, autoCapitalize: 'off', autoComplete: 'off' } as const

export function ToolServerForm({ written, asksPrivate, onChange }: ToolServerFormProps) {
  const { t } = useTranslation()
  const { name, projectId, type, timeout } = written
  const projects = useProjects().filter(({ id, archived }) => !archived || id === projectId)
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          {...plain}
          label={t('toolServers.name')}
          hint={t('toolServers.nameHint')}
          value={name}
          onChange={(event) => onChange({ name: event.target.value.trim() })}
        />
        <Select
          label={t('toolServers.scope')}
          value={projectId}
          options={[
            { value: '', label: t('toolServers.allProjects') },
            ...projects.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={(value) => onChange({ projectId: value })}
        />
      </div>
      <div>
        <Segmented
          label={t('toolServers.transport')}
          value={type}
          options={[
            { value: 'stdio', label: t('toolServers.type.stdio') },
            { value: 'http', label: t('toolServers.type.http') },
            { value: 'sse', label: t('toolServers.type.sse') },
          ]}
          onChange={(value) => onChange({ type: value })}
        />
      </div>
      {type === 'stdio' ? (
        <Program written={written} onChange={onChange} />
      ) : (
        <Place written={written} asksPrivate={asksPrivate} onChange={onChange} />
      )}
      <ValueFields
        title={t(type === 'stdio' ? 'toolServers.environment' : 'toolServers.headers')}
        values={written.values}
        places={written.places}
        onChange={(values) => onChange({ values })}
      />
      <TextField
        label={t('toolServers.timeout')}
        hint={t('toolServers.timeoutHint')}
        inputMode="decimal"
        className="max-w-32"
        value={timeout}
        onChange={(event) => onChange({ timeout: event.target.value.trim() })}
      />
    </div>
  )
}

function Place({ written, asksPrivate, onChange }: ToolServerFormProps) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        {...plain}
        type="url"
        inputMode="url"
        label={t('toolServers.url')}
        value={written.url}
        onChange={(event) => onChange(atAddress(written, event.target.value))}
      />
      <OpenSecret written={written} where="url" />
      {asksPrivate && (
        <Switch
          label={t('toolServers.private')}
          hint={t('toolServers.privateHint')}
          checked={written.privateAddress}
          onChange={(checked) => onChange({ privateAddress: checked })}
        />
      )}
    </>
  )
}

function Program({ written, onChange }: Pick<ToolServerFormProps, 'written' | 'onChange'>) {
  const { t } = useTranslation()
  const { command, args, projectId } = written
  return (
    <>
      <TextField
        {...plain}
        label={t('toolServers.command')}
        className="font-mono"
        value={command}
        onChange={(event) => onChange({ command: event.target.value })}
      />
      <div className="flex flex-col gap-1">
        <span aria-hidden className="text-sm font-medium">
          {t('toolServers.arguments')}
        </span>
        <TextArea
          {...plain}
          label={t('toolServers.arguments')}
          value={args}
          minLines={2}
          maxLines={8}
          onChange={(event) => onChange({ args: event.target.value })}
          className="rounded-md border border-border px-2.5 py-1 font-mono text-base!"
        />
        <p className="text-xs text-muted">{t('toolServers.argumentsHint')}</p>
        <OpenSecret written={written} where="args" />
      </div>
      <Switch
        label={t('toolServers.inCheckout')}
        hint={t(projectId === '' ? 'toolServers.inCheckoutOfOne' : 'toolServers.inCheckoutHint')}
        checked={worksInCheckout(written)}
        disabled={projectId === ''}
        onChange={(checked) => onChange({ inCheckout: checked })}
      />
      {command.trim() !== '' && (
        <div className="rounded-md border border-line bg-code px-3 py-2">
          <p className="text-sm text-need">{t('toolServers.runs')}</p>
          <code className="block pt-1 text-sm wrap-anywhere whitespace-pre-wrap">
            {shownCommand(command.trim(), argumentsOf(written))}
          </code>
          <NamesCheckout command={command} args={argumentsOf(written)} projectId={projectId} />
        </div>
      )}
    </>
  )
}
