// Model and permission mode of a thread, as menus behind their words. Used by the composer and by the new-thread form.
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PermissionMode, Setup } from '@a-parallel/shared'
import { Menu } from '../../ui/overlays/menu.tsx'
import { modeLooks, modeOrder } from './modes.tsx'

/** The look of a choice below the text. */
export const triggerLook =
  'inline-flex min-h-7 min-w-0 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-hover aria-expanded:bg-hover touch-target'

export type OfferedModels = Setup['models']

const always: OfferedModels = [
  { value: 'opus', name: 'Opus', description: '', efforts: null },
  { value: 'sonnet', name: 'Sonnet', description: '', efforts: null },
  { value: 'haiku', name: 'Haiku', description: '', efforts: null },
]

/** What the agent offers, the three families always, and the one in use even if it is none of them. */
export function modelChoices(offered: OfferedModels, current: string): OfferedModels {
  const known = new Map([...always, ...offered].map((model) => [model.value, model]))
  if (!known.has(current))
    known.set(current, { value: current, name: current, description: '', efforts: null })
  return [...known.values()]
}

type ModelMenuProps = {
  model: string
  offered: OfferedModels
  onChange: (model: string) => void
}

export function ModelMenu({ model, offered, onChange }: ModelMenuProps) {
  const { t } = useTranslation()
  const models = modelChoices(offered, model)
  const name = models.find(({ value }) => value === model)?.name ?? model
  return (
    <Menu
      label={t('composer.model')}
      worded
      side="top"
      triggerClassName={`${triggerLook} text-muted`}
      trigger={
        <>
          <span className="sr-only">{t('composer.model')}: </span>
          <span className="truncate">{name}</span>
          <ChevronDown size={12} aria-hidden className="shrink-0" />
        </>
      }
      entries={[
        {
          kind: 'choice',
          id: 'model',
          label: t('composer.model'),
          value: model,
          options: models.map(({ value, name: label, description }) => ({
            value,
            label,
            ...(description ? { detail: description } : {}),
          })),
          onChange,
        },
      ]}
    />
  )
}

type ModeMenuProps = {
  mode: PermissionMode
  /** Whether everything may be allowed here. */
  bypass: boolean
  onChange: (mode: PermissionMode) => void
}

export function ModeMenu({ mode, bypass, onChange }: ModeMenuProps) {
  const { t } = useTranslation()
  const modes: readonly PermissionMode[] =
    bypass || mode === 'bypass' ? [...modeOrder, 'bypass'] : modeOrder
  const { icon, colour } = modeLooks[mode]
  return (
    <Menu
      label={t('modes.label')}
      worded
      side="top"
      triggerClassName={`${triggerLook} ${colour}`}
      trigger={
        <>
          {icon}
          <span className="sr-only">{t('modes.label')}: </span>
          <span className="truncate">{t(`modes.${mode}`)}</span>
          <ChevronDown size={12} aria-hidden className="shrink-0" />
        </>
      }
      entries={[
        {
          kind: 'choice',
          id: 'mode',
          label: t('modes.label'),
          value: mode,
          options: modes.map((value) => ({
            value,
            label: t(`modes.${value}`),
            detail: t(`modes.${value}Detail`),
            icon: modeLooks[value].icon,
          })),
          onChange: (value) => {
            const chosen = modes.find((known) => known === value)
            if (chosen) onChange(chosen)
          },
        },
      ]}
    />
  )
}
