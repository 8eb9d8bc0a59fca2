// How far each window of the subscription is used up, when it is reset, and when that was told; or why nothing is shown.
import { opened } from '@a-parallel/contract/model'
import type { LimitWindow, LoginKind } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { useSecond } from '../../platform/use-second.ts'
import { Meter } from '../../ui/display/meter.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { useFreshLimits, useLimits } from './use-limits.ts'
import { useWindowWords } from './use-window-words.ts'
import { standingOf, type Standing } from './window-words.ts'

export function LimitsSection() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error } = useLimits()
  const { data: setup } = useSetup()
  useFreshLimits()
  const login = setup?.agent.login
  const kind = login?.kind ?? null
  return (
    <section aria-labelledby="limits-title" className="flex flex-col gap-3">
      <h2 id="limits-title" className="font-medium">
        {t('limits.title')}
        {login?.plan != null && <span className="font-normal text-muted"> · {login.plan}</span>}
      </h2>
      {!data && error && (
        <p role="alert" className="text-sm text-fail">
          {t('limits.failed')} {words(problemOf(error)).text}
        </p>
      )}
      {data && <Told windows={data.windows} kind={kind} />}
    </section>
  )
}

function Told({ windows, kind }: { windows: readonly LimitWindow[]; kind: LoginKind | null }) {
  const { t } = useTranslation()
  const note = 'text-sm text-pretty text-muted'
  if (kind !== null && kind !== 'subscription')
    return <p className={note}>{t('limits.otherLogin', { how: t(`agents.login.${kind}`) })}</p>
  if (windows.length === 0) return <p className={note}>{t('limits.none')}</p>
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,16rem),1fr))] gap-3">
      {windows.map((window) => (
        <li key={`${window.name} ${window.model ?? ''}`} className="flex">
          <Window window={window} />
        </li>
      ))}
    </ul>
  )
}

const looks: Record<Standing, { shape: GlyphShape; tone: Tone }> = {
  open: { shape: 'check', tone: 'review' },
  unknown: { shape: 'dashed', tone: 'idle' },
  near: { shape: 'diamond-bang', tone: 'need' },
  reached: { shape: 'hourglass', tone: 'fail' },
  extra: { shape: 'hourglass', tone: 'need' },
}

function Window({ window: told }: { window: LimitWindow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { nameOf, timeOf } = useWindowWords()
  const now = useSecond()
  const window = opened(told, now)
  const standing = standingOf(window)
  const { used, resetsAt } = window
  const { shape, tone } = looks[standing]
  const name = nameOf(window)
  const isOver = told.resetsAt !== null && resetsAt === null
  const left = resetsAt === null ? 0 : Date.parse(resetsAt) - now
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2 rounded-lg border border-line px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="min-w-0 font-medium">{name}</h3>
        <span className="text-lg tabular-nums">{used === null ? '–' : format.percent(used)}</span>
      </div>
      <Meter
        name={name}
        share={used}
        text={used === null ? '' : format.percent(used)}
        tone={tone}
      />
      <p className="flex items-start gap-1.5 text-sm">
        <span className="pt-0.5">
          <StatusGlyph shape={shape} tone={tone} />
        </span>
        {t(`limits.standing.${isOver ? 'over' : standing}`)}
      </p>
      <p className="text-xs text-pretty text-muted">
        {resetsAt !== null &&
          t('limits.resets', { time: timeOf(resetsAt, now), left: format.span(left) })}{' '}
        {t('limits.toldAt', { time: timeOf(told.toldAt, now) })}
      </p>
    </div>
  )
}
