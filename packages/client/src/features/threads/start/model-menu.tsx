// The model a thread begins with: what the agent offers, the three aliases always, or any name a person types.
import { ChevronDown, Cpu } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../../api/queries.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { Menu } from '../../../ui/overlays/menu.tsx'
import { choiceFieldLook, choiceLook } from './choice-look.ts'
import { modelName, modelsToOffer } from './models.ts'

export type ModelMenuProps = {
  /** Null: none is chosen, which only a menu with `unset` offers. */
  value: string | null
  onChange: (model: string | null) => void
  /** What it is called when none is chosen. */
  unset?: string
  /** It stands among fields, and looks like one. */
  asField?: boolean
}

export function ModelMenu({ value, onChange, unset, asField = false }: ModelMenuProps) {
  const { t } = useTranslation()
  const { data } = useSetup()
  const [asking, setAsking] = useState(false)
  const offered = modelsToOffer(data?.models ?? [], value)
  const models =
    unset === undefined ? offered : [{ value: '', name: unset, description: '' }, ...offered]
  return (
    <>
      <Menu
        label={t('new.model')}
        worded
        triggerClassName={asField ? choiceFieldLook : choiceLook}
        trigger={
          <>
            <Cpu size={14} aria-hidden className="shrink-0" />
            <span className="sr-only">{t('new.model')}</span>
            <span className="max-w-44 truncate">
              {models.find((model) => model.value === (value ?? ''))?.name ?? value}
            </span>
            {asField && (
              <ChevronDown size={14} aria-hidden className="ms-auto shrink-0 text-muted" />
            )}
          </>
        }
        entries={[
          {
            kind: 'choice',
            id: 'model',
            label: t('new.model'),
            value: value ?? '',
            options: models.map((model) => ({
              value: model.value,
              label: model.name,
              detail: model.description,
            })),
            onChange: (chosen) => onChange(chosen || null),
          },
          { kind: 'separator', id: 'line' },
          {
            kind: 'item',
            id: 'other',
            label: t('new.otherModel'),
            onSelect: () => setAsking(true),
          },
        ]}
      />
      {asking && <OtherModel onClose={() => setAsking(false)} onChoose={onChange} />}
    </>
  )
}

function OtherModel({
  onClose,
  onChoose,
}: {
  onClose: () => void
  onChoose: (model: string) => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const model = name.trim()
  const fine = modelName.test(model)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('new.otherModelTitle')}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" form="other-model" weight="primary" disabled={!fine}>
            {t('new.useModel')}
          </Button>
        </>
      }
    >
      <form
        id="other-model"
        onSubmit={(event) => {
          event.preventDefault()
          if (!fine) return
          onChoose(model)
          onClose()
        }}
      >
        <TextField
          label={t('new.modelName')}
          hint={t('new.modelHint')}
          value={name}
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono text-sm"
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
