// The variables of a thread under its setup, asked for when they are looked at.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Collapsible } from '../../../ui/display/collapsible.tsx'
import { EnvironmentList, type EnvironmentListProps } from './environment-list.tsx'

export function EnvironmentSection(props: EnvironmentListProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      header={t('preparation.variables')}
      className="rounded-md border border-line"
    >
      {() => (
        <div className="flex flex-col gap-2 px-2 pb-2">
          <p className="text-pretty text-muted">{t('preparation.variablesDetail')}</p>
          <EnvironmentList {...props} />
        </div>
      )}
    </Collapsible>
  )
}
