// How many images a message carries, where there is no room to show them.
import { Image } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export function ImageCount({ count }: { count: number }) {
  const { t } = useTranslation()
  if (count === 0) return null
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-sm text-muted">
      <Image size={13} aria-hidden />
      {t('images.count', { count })}
    </span>
  )
}
