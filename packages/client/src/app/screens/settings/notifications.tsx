// What the browser may tell of, with a sound or without; and a way to try it that says what stands in the way.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SwitchSetting, useSettings } from '../../../features/settings/index.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { askPermission, permission, showNotice } from '../../attention/notices/show.ts'
import { PushDevice } from './push-device.tsx'
import { Quiet } from './quiet.tsx'

const kinds = ['needs', 'finished', 'failed', 'sound'] as const

export function Notifications() {
  const { t } = useTranslation()
  return (
    <>
      {kinds.map((kind) => (
        <SwitchSetting
          key={kind}
          section="notifications"
          field={kind}
          label={t(`settings.notifications.${kind}`)}
          hint={t(`settings.notifications.${kind}Hint`)}
        />
      ))}
      <Quiet />
      <Try />
      <PushDevice />
    </>
  )
}

const stay = () => undefined

type Outcome = 'shown' | 'denied' | 'default' | 'unsupported' | 'refused'

function Try() {
  const { t } = useTranslation()
  const sound = useSettings((settings) => settings.notifications.sound)
  const [outcome, setOutcome] = useState<Outcome>()
  const [allowed, setAllowed] = useState(permission)
  const press = async () => {
    const answer = await askPermission()
    setAllowed(answer)
    if (answer !== 'granted') return setOutcome(answer)
    const title = t('app.name')
    const body = t('settings.notifications.tried')
    const shown = await showNotice({ title, body, tag: 'try', sound, threadId: null, onOpen: stay })
    setOutcome(shown ? 'shown' : 'refused')
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <Button onClick={() => void press()}>
        {t(allowed === 'default' ? 'settings.notifications.allow' : 'settings.notifications.try')}
      </Button>
      {/* Always on the page, so that what it comes to say is spoken. */}
      <output className="block min-w-0 flex-1 basis-60 text-sm text-muted">
        {outcome && t(`settings.notifications.outcome.${outcome}`)}
      </output>
    </div>
  )
}
