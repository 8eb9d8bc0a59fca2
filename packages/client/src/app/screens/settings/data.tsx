// What is kept of what was thrown away.
import { useTranslation } from 'react-i18next'
import { KeptList } from '../../../features/review/index.ts'

export function Data() {
  const { t } = useTranslation()
  return (
    <section id="data.kept" aria-labelledby="data.kept.title" className="py-3">
      <h3 id="data.kept.title" className="font-medium">
        {t('review.kept.title')}
      </h3>
      <p className="pt-0.5 pb-1 text-sm text-pretty text-muted">{t('review.kept.detail')}</p>
      <KeptList />
    </section>
  )
}
