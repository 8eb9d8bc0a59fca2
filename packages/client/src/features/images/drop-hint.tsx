// Lies over a box while files are dragged over the page: where they will land.
import { ImagePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export function DropHint({ shown }: { shown: boolean }) {
  const { t } = useTranslation()
  if (!shown) return null
  return (
    <p className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center gap-2 rounded-xl border-2 border-dashed border-accent bg-bg font-medium text-accent">
      <ImagePlus size={16} aria-hidden />
      {t('images.drop')}
    </p>
  )
}
