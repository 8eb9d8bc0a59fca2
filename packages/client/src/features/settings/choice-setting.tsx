// A setting with a few values: side by side where they are few, else as a list.
import type { ReactNode } from 'react'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Select } from '../../ui/controls/select.tsx'
import type { Settings } from '@a-parallel/shared'
import type { Field, Section } from './patch.ts'
import { SettingLine } from './setting-line.tsx'
import { changeSetting, useSettings } from './store.ts'

export type ChoiceSettingProps<S extends Section, F extends Field<S>> = {
  section: S
  field: F
  label: string
  hint?: ReactNode
  options: readonly { value: Settings[S][F] & string; label: string }[]
}

export function ChoiceSetting<S extends Section, F extends Field<S>>(
  props: ChoiceSettingProps<S, F>,
) {
  const { section, field, label, hint, options } = props
  const value = useSettings((settings) => settings[section][field]) as Settings[S][F] & string // Its options are strings.
  const choose = (chosen: string) => {
    const known = options.find((option) => option.value === chosen)
    if (known) void changeSetting(section, field, known.value)
  }
  return (
    <SettingLine section={section} field={field} label={label} hint={hint}>
      {options.length <= 3 ? (
        <Segmented label={label} value={value} options={options} onChange={choose} />
      ) : (
        <Select label={label} hideLabel value={value} options={options} onChange={choose} />
      )}
    </SettingLine>
  )
}
