// How long something has gone on, counting. The only part of the page that a clock redraws.
import { useFormat } from '../../../platform/use-format.ts'
import { useSecond } from '../../../platform/use-second.ts'

/** `since` is ISO 8601. */
export function Elapsed({ since }: { since: string }) {
  const format = useFormat()
  const now = useSecond()
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000))
  return <span className="shrink-0">{format.duration(seconds * 1000)}</span>
}
