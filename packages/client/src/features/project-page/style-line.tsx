// How messages of commits are worded that agents of a project propose.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/controls/select.tsx'
import { commitStyles } from '../projects/index.ts'
import { FieldLine } from './field-line.tsx'
import { useSaving } from './use-saving.ts'

export function StyleLine({ project: { id, commitStyle } }: { project: Project }) {
  const { t } = useTranslation()
  const { saved, error, save } = useSaving(id)
  const label = t('project.commitStyle')
  return (
    <FieldLine label={label} hint={t('project.commitStyleHint')} saved={saved} error={error}>
      <Select
        label={label}
        hideLabel
        className="sm:w-64"
        value={commitStyle}
        options={commitStyles.map((style) => ({
          value: style,
          label: t(`publish.style.${style}`),
        }))}
        onChange={(chosen) => {
          const style = commitStyles.find((known) => known === chosen)
          if (style) void save({ commitStyle: style })
        }}
      />
    </FieldLine>
  )
}
