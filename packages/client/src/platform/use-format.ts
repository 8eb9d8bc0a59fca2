// The formatters bound to the language on screen.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import * as format from './format.ts'

/** Formatters for components; the times they take are milliseconds since 1970. */
export function useFormat() {
  const { i18n } = useTranslation()
  const language = i18n.language
  return useMemo(
    () => ({
      number: (value: number) => format.formatNumber(value, language),
      compact: (value: number) => format.formatCompact(value, language),
      percent: (value: number) => format.formatPercent(value, language),
      dollars: (value: number) => format.formatDollars(value, language),
      shortDollars: (value: number) => format.formatShortDollars(value, language),
      list: (parts: readonly string[]) => format.formatList(parts, language),
      bytes: (value: number) => format.formatBytes(value, language),
      duration: (milliseconds: number) => format.formatDuration(milliseconds, language),
      span: (milliseconds: number) => format.formatSpan(milliseconds, language),
      age: (at: number, now: number) => format.formatAge(at, now, language),
      clock: (at: number) => format.formatClock(at, language),
      dayClock: (at: number) => format.formatDayClock(at, language),
      shortDay: (at: number) => format.formatShortDay(at, language),
      day: (at: number) => format.formatDay(at, language),
      moment: (at: number) => format.formatMoment(at, language),
    }),
    [language],
  )
}
