// The vendor's usage limit ended the turn: until when, and whether the thread goes on by itself then.
import { useTranslation } from 'react-i18next'
import { parkedUntil } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { callApi } from '../../../api/call.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Act, Banner } from './banner.tsx'

export function Parked({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const params = { id: view.id }
  const plan = (resumeAtReset: boolean) =>
    callApi('changeThread', { params, body: { resumeAtReset } })
  const time = format.moment(Date.parse(parkedUntil(view) ?? view.since))
  const planned = view.resumeAt !== null
  return (
    <Banner
      shape="hourglass"
      tone="stall"
      title={t('parked.title')}
      detail={t(planned ? 'parked.planned' : 'parked.until', { time })}
      action={
        <>
          {planned ? (
            <Act key="not" label={t('parked.doNot')} run={() => plan(false)} />
          ) : (
            <Act key="plan" label={t('parked.plan')} run={() => plan(true)} />
          )}
          <Act label={t('parked.now')} run={() => callApi('resumeThread', { params })} />
        </>
      }
    />
  )
}
