// The database was damaged and restored, or a person put a backup in its place: what was done, where what was there lies. A banner on every
// screen until a person has read it, and the same words in the settings for good.
import type { Restored } from '@a-parallel/shared'
import { DatabaseBackup } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { CommandLine } from '../../features/projects/index.ts'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { store, stored } from '../../platform/browser.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'

const key = 'restored-read'

/** Which restoring was read last, by when it was. */
const useRead = create<{ read: string | undefined }>()(() => ({ read: stored(key) }))

/** A page that knows another state begins anew: its conversations may have gone otherwise. */
export function useBeginningAnew(): void {
  const restored = useIndex(restoredOf)
  const isKnown = useIndex(({ kind }) => kind === 'ready')
  const first = useRef<string | null>(undefined)
  useEffect(() => {
    if (!isKnown) return
    const at = restored?.at ?? null
    if (first.current === undefined) first.current = at
    else if (first.current !== at && restored?.why === 'chosen') window.location.reload()
  }, [isKnown, restored])
}

const restoredOf = (state: IndexState) => (state.kind === 'ready' ? state.restored : null)

export function RestoredBanner() {
  const { t } = useTranslation()
  const restored = useIndex(restoredOf)
  const read = useRead((state) => state.read)
  if (!restored || restored.at === read) return null
  const dismiss = () => {
    store(key, restored.at)
    useRead.setState({ read: restored.at })
  }
  return (
    <aside
      aria-label={t(titleOf(restored))}
      className="scroll-thin max-h-[45dvh] shrink-0 overflow-y-auto border-b border-need bg-raised px-4 py-3"
    >
      <div className="mx-auto flex max-w-3xl gap-3">
        <DatabaseBackup size={18} aria-hidden className="mt-0.5 shrink-0 text-need max-md:hidden" />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <p className="font-medium">{t(titleOf(restored))}</p>
          <Facts restored={restored} />
          <Button size="sm" className="self-start" onClick={dismiss}>
            {t('restored.dismiss')}
          </Button>
        </div>
      </div>
    </aside>
  )
}

export function RestoredSection() {
  const { t } = useTranslation()
  const restored = useIndex(restoredOf)
  if (!restored) return null
  return (
    <section className="flex flex-col gap-2 rounded-lg border border-line px-4 py-3">
      <h3 className="font-medium">{t(titleOf(restored))}</h3>
      <Facts restored={restored} />
    </section>
  )
}

const titleOf = ({ why }: Restored) =>
  why === 'chosen' ? ('restored.chosenTitle' as const) : ('restored.title' as const)

function Facts({ restored }: { restored: Restored }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="text-pretty text-muted">
        <What restored={restored} /> {t('restored.threads', { count: restored.threads })}{' '}
        {t(restored.why === 'chosen' ? 'restored.chosenCheck' : 'restored.check')}
      </p>
      <CommandLine command={restored.setAside} label={t('projects.copyPath')} />
    </>
  )
}

function What({ restored: { why, at, backupAt } }: { restored: Restored }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = format.moment(Date.parse(at))
  const isChosen = why === 'chosen'
  if (backupAt === null)
    return t(isChosen ? 'restored.chosenFile' : 'restored.withoutBackup', { when })
  const backup = format.moment(Date.parse(backupAt))
  return t(isChosen ? 'restored.chosenFrom' : 'restored.fromBackup', { when, backup })
}
