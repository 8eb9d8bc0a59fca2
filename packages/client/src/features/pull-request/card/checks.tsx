// The checks of a pull request, those that failed first; each of these goes to the agent by one press.
import type { Check, PullRequest, ThreadId } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { safeLink } from '../../../ui/text/link-policy.ts'
import { checkLooks, countChecks } from '../look.ts'
import { SendButton } from '../said/send-button.tsx'
import { sendCheck } from '../said/send.ts'

export function Checks({ threadId, pull }: { threadId: ThreadId; pull: PullRequest }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { checks, checksSeen } = pull
  const counts = countChecks(checks).map(({ state, count }) =>
    t(`pullRequest.checks.${state}`, { count }),
  )
  return (
    <section aria-label={t('pullRequest.checks.title')} className="flex flex-col gap-1">
      <h4 className="flex flex-wrap items-baseline gap-x-2 font-medium">
        {t('pullRequest.checks.title')}
        {/* Spoken as it changes. */}
        <output className="text-sm font-normal text-muted">
          {checksSeen
            ? checks.length > 0
              ? format.list(counts)
              : t('pullRequest.checks.none')
            : t('pullRequest.checks.hidden')}
        </output>
      </h4>
      {checks.length > 0 && (
        <ul className="divide-y divide-line">
          {checks.map((check) => (
            <CheckRow key={check.id} threadId={threadId} pull={pull} check={check} />
          ))}
        </ul>
      )}
    </section>
  )
}

type CheckRowProps = { threadId: ThreadId; pull: PullRequest; check: Check }

function CheckRow({ threadId, pull, check }: CheckRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { name, by, state, summary, startedAt, endedAt } = check
  const url = check.url === null ? undefined : safeLink(check.url)
  const took =
    startedAt !== null && endedAt !== null
      ? format.duration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)))
      : null
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <StatusGlyph {...checkLooks[state]} label={t(`pullRequest.checks.state.${state}`)} />
      <p className="min-w-0 flex-1 basis-48 wrap-anywhere">
        {url ? (
          <a href={url} target="_blank" rel="noreferrer" className="hover:underline">
            {name}
          </a>
        ) : (
          name
        )}{' '}
        <span className="text-sm text-muted">
          {[by, took, summary].filter(Boolean).join(' · ')}
        </span>
      </p>
      {state === 'failed' && (
        <SendButton about={name} send={(id) => sendCheck(threadId, id, check, pull)} />
      )}
    </li>
  )
}
