// How long ago something was, in a narrow column; the whole date is its tooltip. All ages on the page tick together.
import { useFormat } from '../../../platform/use-format.ts'
import { useBeat } from './beat.ts'

export function Age({ at, className }: { at: string; className?: string }) {
  const format = useFormat()
  const current = useBeat()
  const moment = Date.parse(at)
  return (
    <time dateTime={at} title={format.moment(moment)} className={className}>
      {format.age(moment, Math.max(current, moment))}
    </time>
  )
}
