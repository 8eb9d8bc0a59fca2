// Offers notices once the first thread has finished: never on load, and never again after a no.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTelling } from '../../../features/threads/index.ts'
import { store, stored } from '../../../platform/browser.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { askPermission, permission } from './show.ts'

// Of this browser alone, as the permission is that it would ask for.
const declined = 'notices-declined'

export function NoticesOffer() {
  const { t } = useTranslation()
  const finished = useTelling() > 0
  const [open, setOpen] = useState(false)
  const [over, setOver] = useState(() => stored(declined) !== undefined)
  if (!open && finished && !over && permission() === 'default') setOpen(true)
  if (!open || over) return null
  const close = (forGood: boolean) => {
    if (forGood) store(declined, '1')
    setOver(true)
  }
  return (
    <aside
      aria-label={t('notices.offerLabel')}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-raised px-4 py-1.5 text-sm"
    >
      <p className="min-w-0 flex-1 max-sm:basis-full">{t('notices.offer')}</p>
      <Button
        size="sm"
        weight="primary"
        onClick={() => void askPermission().then((answer) => close(answer !== 'default'))}
      >
        {t('notices.turnOn')}
      </Button>
      <Button size="sm" weight="quiet" onClick={() => close(true)}>
        {t('notices.notNow')}
      </Button>
    </aside>
  )
}
