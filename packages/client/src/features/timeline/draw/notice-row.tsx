// What happened around the agent's work, in a sentence: retries, limits, compaction, errors.
import { Link } from '@tanstack/react-router'
import { cx } from 'class-variance-authority'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { useSecond } from '../../../platform/use-second.ts'
import type { ItemOf, Row } from '../rows/row.ts'
import { useTranscript } from './context.ts'
import { FoldedText } from './folded-text.tsx'
import { counts, noticeWords } from './notice-words.ts'

const looks = {
  info: { Icon: Info, tone: 'text-muted' },
  warning: { Icon: TriangleAlert, tone: 'text-need' },
  error: { Icon: CircleAlert, tone: 'text-fail' },
}

export function NoticeRow({ row }: { row: Extract<Row, { kind: 'notice' }> }) {
  const { t } = useTranslation()
  const { item } = row
  const { actsOfNotice } = useTranscript()
  const { Icon, tone } = looks[item.level]
  const detail = shownDetail(item)
  return (
    <div className="flex min-h-8 gap-1.5 px-1.5 py-1.5 text-sm">
      <Icon size={14} aria-hidden className={cx('mt-[3px] shrink-0', tone)} />
      <div className="min-w-0 flex-1">
        <p className={item.level === 'error' ? 'text-fail' : 'text-muted'}>
          {/* Each attempt counts anew. */}
          <Told key={item.values.attempt} item={item} />
          {item.code === 'tool-server-away' && <ToToolServers />}
        </p>
        {detail && (
          <FoldedText
            text={detail}
            place={row.key}
            size={long}
            more={t('timeline.showAllOfIt')}
            tone="text-fg"
          />
        )}
      </div>
      <div className="shrink-0 empty:hidden">{actsOfNotice?.(item.id)}</div>
    </div>
  )
}

/** Where it is tested, mended and signed in to. */
function ToToolServers() {
  const { t } = useTranslation()
  return (
    <>
      {' '}
      <Link
        to="/settings/$section"
        params={{ section: 'mcp' }}
        className="text-accent underline underline-offset-2"
      >
        {t('toolServers.toAll')}
      </Link>
    </>
  )
}

const long = { lines: 8, characters: 700, shown: 'line-clamp-6' } as const

function Told({ item }: { item: ItemOf<'notice'> }) {
  const [live] = useState(() => counts(item, Date.now()))
  if (live) return <Counting item={item} />
  return <Sentence item={item} now={Number.POSITIVE_INFINITY} />
}

function Sentence({ item, now }: { item: ItemOf<'notice'>; now: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { key, values } = noticeWords(item, format, now)
  return t(`timeline.notice.${key}`, values)
}

/** With the time that is left, which only it redraws. */
function Counting({ item }: { item: ItemOf<'notice'> }) {
  return <Sentence item={item} now={useSecond()} />
}

/** What the agent said of it, where our sentence does not say it already. */
function shownDetail({ code, detail }: ItemOf<'notice'>): string {
  return code === 'rate-limit' || code === 'compacted' ? '' : detail.trim()
}
