// What the person said, as a block of its own at the end side. A long message shows its beginning first.
import { cx } from 'class-variance-authority'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { ImageStrip } from '../../images/index.ts'
import type { Row } from '../rows/row.ts'
import { useTranscript } from './context.ts'
import { FoldedText } from './folded-text.tsx'

const long = { lines: 14, characters: 1200, shown: 'line-clamp-[12]' } as const

function isToday(at: number): boolean {
  return new Date(at).toDateString() === new Date().toDateString()
}

export function UserRow({ row }: { row: Extract<Row, { kind: 'user' }> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { item, fate, into, number } = row
  const { actsOfMessage, actsOfStarting, startWaits } = useTranscript()
  const at = Date.parse(item.at)
  return (
    <div className="flex flex-col items-end pt-6 pb-3 compact:pt-3 compact:pb-1">
      <h2 className="sr-only">{t('timeline.yourTurn', { number })}</h2>
      {item.images && item.images.length > 0 && <ImageStrip images={item.images} />}
      {item.text !== '' && (
        <div
          className={cx(
            'max-w-[min(100%,64ch)] rounded-xl rounded-ee-sm px-3.5 py-2 text-md',
            fate === 'unsent' ? 'border border-dashed border-border' : 'bg-selected',
          )}
        >
          <FoldedText text={item.text} place={row.key} size={long} more={t('timeline.showWhole')} />
        </div>
      )}
      <div className="mt-1 flex items-center gap-1 px-1 text-xs text-muted">
        {fate === 'unsent' && <span>{t('timeline.unsent')} · </span>}
        {fate === 'starting' && <span>{startWaits ?? t('timeline.waits.agent')} · </span>}
        <time dateTime={item.at} title={format.moment(at)}>
          {isToday(at) ? format.clock(at) : format.dayClock(at)}
        </time>
        {fate === 'starting' && item.turnId !== null && actsOfStarting?.(item.turnId, item.text)}
        {fate === 'taken' && item.turnId !== null && actsOfMessage?.(item.turnId, into)}
      </div>
    </div>
  )
}
