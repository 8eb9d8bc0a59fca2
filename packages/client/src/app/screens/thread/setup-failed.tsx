// The messages of a thread wait for a command of its setup that failed: it is run again, or gone on without. At first the
// setup's own row stands right here and offers the same; later it is far above.
import { failedSetup, waitingReason } from '@a-parallel/contract/model'
import type { SetupAction, ThreadView } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { Act, Banner } from './banner.tsx'

export function SetupFailed({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const command = waitingReason(view) === 'setup' ? failedSetup(view) : null
  if (!command || view.turns.every(({ startedAt }) => startedAt === null)) return null
  const { name } = command
  const change = (action: SetupAction) => () =>
    callApi('changeSetup', { params: { id: view.id }, body: { name, action } })
  return (
    <Banner
      shape="square-cross"
      tone="fail"
      title={t('preparation.state.failed', { name })}
      detail={t('preparation.failedDetail')}
      action={
        <>
          <Act label={t('preparation.retry', { name })} run={change('retry')} />
          <Act label={t('preparation.skip', { name })} run={change('skip')} />
        </>
      }
    />
  )
}
