// The hours of every day in which nothing is told.
import type { QuietHours } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { changeSetting, SettingLine, useSettings } from '../../../features/settings/index.ts'
import { Switch } from '../../../ui/controls/switch.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'

const night = { from: '22:00', to: '07:00' }
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

export function Quiet() {
  const { t } = useTranslation()
  const quiet = useSettings((settings) => settings.notifications.quiet)
  const label = t('settings.notifications.quiet')
  const set = (hours: Pick<QuietHours, 'from' | 'to'> | null) =>
    void changeSetting('notifications', 'quiet', hours && { ...hours, timeZone: zoneHere() })
  const elsewhere = quiet && quiet.timeZone !== zoneHere()
  const zone = elsewhere
    ? ` ${t('settings.notifications.quietZone', { zone: quiet.timeZone })}`
    : ''
  return (
    <div>
      <SettingLine
        section="notifications"
        field="quiet"
        label={label}
        hint={t('settings.notifications.quietHint') + zone}
      >
        <Switch
          label={label}
          hideLabel
          checked={quiet !== null}
          onChange={(on) => set(on ? night : null)}
        />
      </SettingLine>
      {quiet && (
        <div className="flex flex-wrap gap-3 pb-3">
          <Time name="quietFrom" value={quiet.from} onSet={(from) => set({ ...quiet, from })} />
          <Time name="quietTo" value={quiet.to} onSet={(to) => set({ ...quiet, to })} />
        </div>
      )}
    </div>
  )
}

type TimeProps = { name: 'quietFrom' | 'quietTo'; value: string; onSet: (time: string) => void }

function Time({ name, value, onSet }: TimeProps) {
  const { t } = useTranslation()
  return (
    <TextField
      type="time"
      label={t(`settings.notifications.${name}`)}
      required
      value={value}
      // While it is being typed a part of it may be missing.
      onChange={({ target }) => target.value !== '' && onSet(target.value)}
    />
  )
}
