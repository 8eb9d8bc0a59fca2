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
    /** At what time, and on what day where that is far from now. @param now in ms since 1970. */
    timeOf: (instant: string, now: number): string => {
      const at = Date.parse(instant)
      return Math.abs(at - now) < day ? format.clock(at) : format.dayClock(at)
    },
  }
}
