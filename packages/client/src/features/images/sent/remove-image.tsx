// Takes one image off a message: a small cross on its corner.
import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export function RemoveImage({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-label={t('images.remove', { name })}
      className="absolute -end-1.5 -top-1.5 inline-flex size-5 touch-target items-center justify-center rounded-full border border-border bg-raised text-fg hover:bg-hover"
      onClick={onRemove}
    >
      <X size={12} aria-hidden />
    </button>
  )
}
