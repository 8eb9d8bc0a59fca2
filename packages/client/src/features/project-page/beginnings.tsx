// What new threads of a project begin with where nothing else is said: model, permission mode, base branch.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/controls/select.tsx'
import { BranchPicker, ModelMenu } from '../threads/index.ts'
import { FieldLine } from './field-line.tsx'
import { useSaving } from './use-saving.ts'

type Props = { project: Project }

export function ModelLine({ project: { id, model } }: Props) {
  const { t } = useTranslation()
  const { saved, error, save } = useSaving(id)
  return (
    <FieldLine label={t('project.model')} hint={t('project.modelHint')} saved={saved} error={error}>
      <ModelMenu
        asField
        value={model}
        unset={t('project.unset')}
        onChange={(chosen) => void save({ model: chosen })}
      />
    </FieldLine>
  )
}

const modes = ['plan', 'confirmEdit', 'autoEdit'] as const

export function ModeLine({ project: { id, permissionMode } }: Props) {
  const { t } = useTranslation()
  const { saved, error, save } = useSaving(id)
  const label = t('project.mode')
  return (
    <FieldLine
      label={label}
      hint={permissionMode ? t(`modes.${permissionMode}Detail`) : t('project.modeHint')}
      saved={saved}
      error={error}
    >
      <Select
        label={label}
        hideLabel
        className="sm:w-64"
        value={permissionMode ?? ''}
        options={[
          { value: '', label: t('project.unset') },
          ...modes.map((mode) => ({ value: mode, label: t(`modes.${mode}`) })),
        ]}
        onChange={(chosen) =>
          void save({ permissionMode: modes.find((mode) => mode === chosen) ?? null })
        }
      />
    </FieldLine>
  )
}

export function BaseLine({ project: { id, defaultBranch } }: Props) {
  const { t } = useTranslation()
  const { saved, error, save } = useSaving(id)
  return (
    <FieldLine label={t('project.base')} hint={t('project.baseHint')} saved={saved} error={error}>
      <BranchPicker
        asField
        projectId={id}
        value={defaultBranch}
        // Each is a choice of its own here.
        defaultBranch=""
        onChange={(branch) => void (branch !== null && save({ defaultBranch: branch }))}
      />
    </FieldLine>
  )
}
