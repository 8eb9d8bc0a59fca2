// A window of the subscription in words.
import type { LimitWindow } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { windowName } from './window-words.ts'

const day = 24 * 60 * 60_000

export function useWindowWords() {
  const { t } = useTranslation()
  const format = useFormat()
  return {
    nameOf: (window: Pick<LimitWindow, 'name' | 'model'>): string => {
      const { key, values } = windowName(window)
      return key === null ? values.name : t(`limits.window.${key}`, values)
    },
    /** At what time, on what day where that is another one. @param now in ms since 1970. */
    timeOf: (resetsAt: string, now: number): string => {
      const at = Date.parse(resetsAt)
      return at - now < day ? format.clock(at) : format.moment(at)
    },
  }
}
