// What the message that begins next waits for, in words.
import type { ThreadView } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useLack } from '../../../features/threads/index.ts'
import { startWaitsFor } from '../../../features/timeline/index.ts'

export function useStartWaits(view: ThreadView): string {
  const { t } = useTranslation()
  const lack = useLack()
  const what = startWaitsFor(view)
  return what === 'slot' && lack ? lack.why : t(`timeline.waits.${what}`)
}
