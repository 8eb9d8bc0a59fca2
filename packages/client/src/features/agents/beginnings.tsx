// What new threads begin with where neither the person nor their project says otherwise.
import type { Setup } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/controls/select.tsx'
import { effortsOf } from '../effort/index.ts'
import { changeSetting, SettingLine, useSettings } from '../settings/index.ts'
import { ModelMenu } from '../threads/index.ts'

const modes = ['plan', 'confirmEdit', 'autoEdit'] as const

export function Beginnings({ models }: Pick<Setup, 'models'>) {
  const { t } = useTranslation()
  const { model, effort, permissionMode } = useSettings(({ agents }) => agents)
  // A level that the model does not know stays to be seen, and to be changed.
  const known = model === null ? effortsOf([], '') : effortsOf(models, model)
  const efforts = effort === null || known.includes(effort) ? known : [...known, effort]
  const asLast = { value: '', label: t('agents.asLast') }
  return (
    <section className="py-4">
      <h3 className="font-medium">{t('agents.beginnings')}</h3>
      <p className="text-sm text-pretty text-muted">{t('agents.beginningsHint')}</p>
      <SettingLine section="agents" field="model" label={t('agents.model')}>
        <ModelMenu
          value={model}
          unset={t('agents.asLast')}
          onChange={(chosen) => void changeSetting('agents', 'model', chosen)}
        />
      </SettingLine>
      <SettingLine
        section="agents"
        field="effort"
        label={t('agents.effort')}
        hint={efforts.length === 0 ? t('agents.noEffort') : undefined}
      >
        <Select
          label={t('agents.effort')}
          hideLabel
          value={effort ?? ''}
          options={[asLast, ...efforts.map((value) => ({ value, label: t(`effort.${value}`) }))]}
          onChange={(chosen) =>
            void changeSetting('agents', 'effort', efforts.find((one) => one === chosen) ?? null)
          }
        />
      </SettingLine>
      <SettingLine
        section="agents"
        field="permissionMode"
        label={t('agents.mode')}
        hint={permissionMode === null ? undefined : t(`modes.${permissionMode}Detail`)}
      >
        <Select
          label={t('agents.mode')}
          hideLabel
          value={permissionMode ?? ''}
          options={[asLast, ...modes.map((value) => ({ value, label: t(`modes.${value}`) }))]}
          onChange={(chosen) =>
            void changeSetting(
              'agents',
              'permissionMode',
              modes.find((one) => one === chosen) ?? null,
            )
          }
        />
      </SettingLine>
    </section>
  )
}
