// The database was damaged and restored: what was done, where the damaged file lies, what to check. A banner on every
// screen until a person has read it, and the same words in the settings for good.
import type { Restored } from '@a-parallel/shared'
import { DatabaseBackup } from 'lucide-react'
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
      aria-label={t('restored.title')}
      className="scroll-thin max-h-[45dvh] shrink-0 overflow-y-auto border-b border-need bg-raised px-4 py-3"
    >
      <div className="mx-auto flex max-w-3xl gap-3">
        <DatabaseBackup size={18} aria-hidden className="mt-0.5 shrink-0 text-need max-md:hidden" />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <p className="font-medium">{t('restored.title')}</p>
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
      <h3 className="font-medium">{t('restored.title')}</h3>
      <Facts restored={restored} />
    </section>
  )
}

function Facts({ restored: { at, backupAt, setAside, threads } }: { restored: Restored }) {
  const { t } = useTranslation()
  const format = useFormat()
  const when = format.moment(Date.parse(at))
  return (
    <>
      <p className="text-pretty text-muted">
        {backupAt === null
          ? t('restored.withoutBackup', { when })
          : t('restored.fromBackup', { when, backup: format.moment(Date.parse(backupAt)) })}{' '}
        {t('restored.threads', { count: threads })} {t('restored.check')}
      </p>
      <CommandLine command={setAside} label={t('projects.copyPath')} />
    </>
  )
}
