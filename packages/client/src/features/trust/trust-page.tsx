// What a repository brings that runs by itself, all of it, and the one decision about it.
import type { Project, Trust } from '@a-parallel/shared'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useTrust, useTrustAgain, useTrustDecision } from '../../api/trust.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { BroughtList } from './brought-list.tsx'
import { keepRestricted } from './kept.ts'

export type TrustPageProps = {
  project: Project
  /** The person has decided, and goes on elsewhere. */
  onDone: () => void
}

export function TrustPage({ project, onDone }: TrustPageProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error, refetch } = useTrust(project.id)
  if (error && !data) {
    const again = <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
    return <EmptyState title={words(problemOf(error)).text} action={again} />
  }
  if (!data) return <Skeleton lines={['60%', '90%', '80%', '50%']} className="p-6" />
  return <Decision key={data.projectId} trust={data} onDone={onDone} />
}

function Decision({ trust, onDone }: { trust: Trust; onDone: () => void }) {
  const { state, brought } = trust
  return (
    <>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 px-6 py-6 max-md:px-4">
          <Standing trust={trust} />
          <BroughtList brought={brought} fresh={new Set(trust.fresh)} />
        </div>
      </div>
      {(state !== 'nothing' || brought.length > 0) && <Foot trust={trust} onDone={onDone} />}
    </>
  )
}

function Standing({ trust: { state, trustedAt } }: { trust: Trust }) {
  const { t } = useTranslation()
  const format = useFormat()
  const asks = state === 'restricted' || state === 'drifted'
  const Icon = asks ? ShieldAlert : ShieldCheck
  const at = trustedAt === null ? '' : format.dayClock(Date.parse(trustedAt))
  return (
    <output className="flex items-start gap-3">
      <Icon
        size={22}
        aria-hidden
        className={`mt-0.5 shrink-0 ${asks ? 'text-need' : 'text-muted'}`}
      />
      <span className="min-w-0">
        <span className="block text-lg font-medium text-balance">
          {t(`trust.states.${state}`, { at })}
        </span>
        <span className="mt-1 block text-pretty text-muted">{t(`trust.details.${state}`)}</span>
      </span>
    </output>
  )
}

/** Stays in sight below the list. */
function Foot({ trust, onDone }: { trust: Trust; onDone: () => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const decide = useTrustDecision(trust.projectId)
  const again = useTrustAgain()
  // What it was decided about may be another by now.
  const { busy, problem, attempt } = useAttempt(() => again(trust.projectId))
  return (
    <div className="shrink-0 border-t border-line bg-bg">
      <div className="mx-auto flex w-full max-w-3xl flex-wrap items-center gap-2 px-6 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] max-md:px-4">
        {trust.state === 'trusted' ? (
          <Button busy={busy} onClick={() => attempt(decide.distrust)}>
            {t('trust.distrust')}
          </Button>
        ) : (
          <>
            <Button
              weight="primary"
              busy={busy}
              onClick={() => attempt(() => decide.trust(trust.fingerprint))}
            >
              {t('trust.trust')}
            </Button>
            <Button busy={busy} onClick={() => attempt(() => keepRestricted(trust).then(onDone))}>
              {t('trust.keep')}
            </Button>
          </>
        )}
        {problem ? (
          <p role="alert" className="min-w-0 text-sm text-fail">
            {words(problem).text}
          </p>
        ) : (
          <p className="min-w-0 flex-1 basis-60 text-sm text-pretty text-muted">
            {t('trust.when')}
          </p>
        )}
      </div>
    </div>
  )
}
