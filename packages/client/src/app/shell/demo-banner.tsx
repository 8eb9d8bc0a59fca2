// One line above everything that says: this is a demo. It never hides, and shows nothing on a person's own server.
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../api/queries.ts'

export function DemoBanner() {
  const { t } = useTranslation()
  const { data: setup } = useSetup()
  if (!setup?.demo) return null
  return (
    <aside
      aria-label={t('demo.label')}
      className="flex shrink-0 flex-wrap items-center justify-center gap-x-2 border-b border-line bg-selected px-4 py-1 text-center text-sm text-fg"
    >
      <FlaskConical size={14} aria-hidden className="shrink-0 max-md:hidden" />
      <span>{t('demo.notice')}</span>
      <span className="text-muted max-md:hidden">{t('demo.reset')}</span>
    </aside>
  )
}
