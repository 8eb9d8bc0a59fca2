// A word about the subscription where a thread is begun: only while a window is nearly used up, or is.
import { tightest } from '@a-parallel/contract/model'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../api/queries.ts'
import { useFormat } from '../../platform/use-format.ts'
import { useSecond } from '../../platform/use-second.ts'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { useLimits } from './use-limits.ts'
import { useWindowWords } from './use-window-words.ts'
import { standingOf } from './window-words.ts'

export function LimitMark() {
  const { data } = useLimits()
  const { data: setup } = useSetup()
  const isOther = ![undefined, null, 'subscription'].includes(setup?.agent.login.kind)
  if (!data || data.windows.length === 0 || isOther) return null
  return <Tight windows={data.windows} />
}

/** It goes by itself once the window is reset. */
function Tight({ windows }: { windows: Parameters<typeof tightest>[0] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf, timeOf } = useWindowWords()
  const now = useSecond()
  const window = tightest(windows, now)
  if (!window) return null
  const { used, resetsAt } = window
  const standing = standingOf(window)
  const state = standing === 'reached' || standing === 'extra' ? standing : 'near'
  const values = {
    window: nameOf(window),
    share: used === null ? '' : format.percent(used),
    time: resetsAt === null ? '' : timeOf(resetsAt, now),
  }
  const told = state === 'near' && used !== null ? 'nearShare' : state
  return (
    <p className="flex items-start gap-2 text-sm">
      <span className="pt-0.5">
        <StatusGlyph shape="hourglass" tone={state === 'near' ? 'need' : 'stall'} />
      </span>
      <span className="min-w-0">
        {t(`limits.mark.${told}`, values)} {resetsAt !== null && t('limits.mark.resets', values)}{' '}
        <Link to="/usage" className="rounded-sm text-accent underline touch-target">
          {t('limits.mark.more')}
        </Link>
      </span>
    </p>
  )
}
