// Pushes to this browser, also while the app is closed: on or off, and a way to try; and the other devices that get them.
import type { Device, PushOutcome } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Switch } from '../../../ui/controls/switch.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import {
  canPush,
  thisDevice,
  turnOff,
  turnOn,
  type Hindrance,
} from '../../attention/push/this-device.ts'

const pushKey = ['push']

function usePush() {
  return useQuery({
    queryKey: pushKey,
    async queryFn({ signal }) {
      const own = await thisDevice()
      const { devices } = await callApi('readPush', {}, { signal })
      return { own, others: devices.filter(({ id }) => id !== own?.id) }
    },
    staleTime: 0,
  })
}

export function PushDevice() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const queries = useQueryClient()
  const { data, error } = usePush()
  const [outcome, setOutcome] = useState<PushOutcome | Hindrance>()
  const [failed, setFailed] = useState<unknown>()
  const own = data?.own ?? null
  const attempt = async (work: () => Promise<PushOutcome | Hindrance | undefined>) => {
    setFailed(undefined)
    const done = await work().catch(setFailed)
    setOutcome(done ?? undefined)
    await queries.invalidateQueries({ queryKey: pushKey })
  }
  const change = (on: boolean) =>
    attempt(async () => {
      if (!on) return void (own && (await turnOff(own)))
      const turned = canPush() ? await turnOn() : 'unsupported'
      return typeof turned === 'string' ? turned : undefined
    })
  const tryOut = ({ id }: Device) =>
    attempt(async () => (await callApi('tryDevice', { params: { id } })).outcome)
  const refused = failed ?? error
  return (
    <section id="notifications.push" tabIndex={-1} className="scroll-mt-4 py-3 outline-none">
      <h3 className="font-medium">{t('settings.push.title')}</h3>
      <Line on={data && own !== null} onChange={(on) => void change(on)}>
        {refused ? words(problemOf(refused)).text : null}
      </Line>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {own && <Button onClick={() => void tryOut(own)}>{t('settings.push.try')}</Button>}
        {/* Always on the page, so that what it comes to say is spoken. */}
        <output className="block min-w-0 flex-1 basis-60 text-sm text-muted">
          {outcome && t(`settings.push.outcome.${outcome}`)}
        </output>
      </div>
      {data && data.others.length > 0 && (
        <Others devices={data.others} onRemove={(device) => void attempt(() => remove(device))} />
      )}
    </section>
  )
}

type LineProps = {
  /** Undefined until it is known. */
  on: boolean | undefined
  onChange: (on: boolean) => void
  /** Why it could not be changed. */
  children: ReactNode
}

function Line({ on, onChange, children }: LineProps) {
  const { t } = useTranslation()
  const label = t('settings.push.on')
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <span aria-hidden className="block font-medium">
          {label}
        </span>
        <span className="block text-sm text-pretty text-muted">{t('settings.push.onHint')}</span>
      </div>
      <Switch
        label={label}
        hideLabel
        checked={on ?? false}
        disabled={on === undefined}
        onChange={onChange}
      />
      <p role="alert" className="basis-full text-sm text-fail empty:hidden">
        {children}
      </p>
    </div>
  )
}

async function remove({ id }: Device): Promise<undefined> {
  await callApi('removeDevice', { params: { id } })
}

type OthersProps = { devices: readonly Device[]; onRemove: (device: Device) => void }

function Others({ devices, onRemove }: OthersProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <h4 className="pt-3 text-sm font-medium">{t('settings.push.others')}</h4>
      <ul aria-label={t('settings.push.others')} className="divide-y divide-line">
        {devices.map((device) => (
          <li key={device.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <p className="min-w-0 flex-1 basis-56">
              {device.name}{' '}
              <time dateTime={device.since} className="text-sm text-muted">
                {t('settings.push.since', { when: format.dayClock(Date.parse(device.since)) })}
              </time>
            </p>
            <Button
              size="sm"
              aria-label={t('settings.push.removeOne', { name: device.name })}
              onClick={() => onRemove(device)}
            >
              {t('settings.push.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
