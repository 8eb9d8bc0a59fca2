// What reviewers said: their verdicts, and what they wrote beside lines. Each goes to the agent by one press.
import type { PullRequest, Review, ThreadId } from '@a-parallel/shared'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'
import type { Look } from '../look.ts'
import { SendButton } from '../said/send-button.tsx'
import { sendReview, sendTalk } from '../said/send.ts'
import { talksOf, type Talk } from './talks.ts'

const looks: Record<Review['verdict'], Look> = {
  approved: { shape: 'check', tone: 'review' },
  'changes-requested': { shape: 'diamond-bang', tone: 'need' },
  commented: { shape: 'disc', tone: 'idle' },
  dismissed: { shape: 'ring', tone: 'idle' },
}

type RemarksProps = { threadId: ThreadId; pull: PullRequest }

export function Remarks({ threadId, pull }: RemarksProps) {
  const { t } = useTranslation()
  const talks = talksOf(pull.comments)
  if (pull.reviews.length === 0 && talks.length === 0) return null
  return (
    <section aria-label={t('pullRequest.reviews')} className="flex flex-col gap-1">
      <h4 className="font-medium">{t('pullRequest.reviews')}</h4>
      <ul className="divide-y divide-line">
        {pull.reviews.map((review) => (
          <ReviewRow key={review.url} {...{ threadId, pull, review }} />
        ))}
        {talks.map((talk) => (
          <TalkRow key={talk.first.id} {...{ threadId, pull, talk }} />
        ))}
      </ul>
    </section>
  )
}

function ReviewRow({ threadId, pull, review }: RemarksProps & { review: Review }) {
  const { t } = useTranslation()
  const { by, verdict, body, at, url } = review
  return (
    <li className="flex flex-col gap-1.5 py-2">
      <Line at={at} url={url}>
        <StatusGlyph {...looks[verdict]} />
        <span>{t(`pullRequest.verdict.${verdict}`, { by })}</span>
      </Line>
      <Words text={body} />
      {body !== '' && (
        <SendButton
          about={t(`pullRequest.verdict.${verdict}`, { by })}
          send={(id) => sendReview(threadId, id, review, pull)}
        />
      )}
    </li>
  )
}

function TalkRow({ threadId, pull, talk }: RemarksProps & { talk: Talk }) {
  const { t } = useTranslation()
  const { by, path, line, code, body, at, url } = talk.first
  const place = line === null ? path : `${path}:${line}`
  return (
    <li className="flex flex-col gap-1.5 py-2">
      <Line at={at} url={url}>
        <span>{by}</span>
        <code className="min-w-0 text-sm wrap-anywhere text-muted">{place}</code>
        {line === null && <span className="text-sm text-muted">{t('pullRequest.outdated')}</span>}
      </Line>
      {code !== '' && (
        <ScrollBox as="pre" className="overflow-x-auto rounded-md bg-code px-3 py-2 text-sm">
          {code}
        </ScrollBox>
      )}
      <Words text={body} />
      {talk.answers.map((answer) => (
        <div key={answer.id} className="border-s-2 border-line ps-3">
          <Line at={answer.at} url={answer.url}>
            <span>{answer.by}</span>
          </Line>
          <Words text={answer.body} />
        </div>
      ))}
      <SendButton
        about={t('pullRequest.commentAt', { by, place })}
        send={(id) => sendTalk(threadId, id, talk, pull)}
      />
    </li>
  )
}

function Line({ at, url, children }: { at: string; url: string; children: ReactNode }) {
  const format = useFormat()
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      {children}
      <a href={url} target="_blank" rel="noreferrer" className="text-sm text-muted hover:underline">
        <time dateTime={at}>{format.dayClock(Date.parse(at))}</time>
      </a>
    </p>
  )
}

/** More than these, as robots write it, scroll in a box of their own. */
const mostLetters = 1500

/** As it was written: a stranger's markdown draws nothing here. */
function Words({ text }: { text: string }) {
  if (text === '') return null
  const look = 'whitespace-pre-wrap wrap-anywhere'
  if (text.length <= mostLetters) return <p className={look}>{text}</p>
  return <ScrollBox className={`max-h-60 overflow-y-auto ${look}`}>{text}</ScrollBox>
}
