// A setting that is on or off.
import type { Settings } from '@a-parallel/shared'
import type { ReactNode } from 'react'
import { Switch } from '../../ui/controls/switch.tsx'
import type { Section } from './patch.ts'
import { SettingLine } from './setting-line.tsx'
import { changeSetting, useSettings } from './store.ts'

/** The fields of a section that are on or off. */
type Switches<S extends Section> = {
  [F in keyof Settings[S] & string]: Settings[S][F] extends boolean ? F : never
}[keyof Settings[S] & string]

export type SwitchSettingProps<S extends Section> = {
  section: S
  field: Switches<S>
  label: string
  hint?: ReactNode
}

export function SwitchSetting<S extends Section>({
  section,
  field,
  label,
  hint,
}: SwitchSettingProps<S>) {
  const checked = useSettings((settings) => settings[section][field]) === true
  const change = (on: boolean) =>
    void changeSetting(section, field, on as Settings[S][typeof field]) // A boolean, by Switches.
  return (
    <SettingLine section={section} field={field} label={label} hint={hint}>
      <Switch label={label} hideLabel checked={checked} onChange={change} />
    </SettingLine>
  )
}
