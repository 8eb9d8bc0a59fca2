// One image, drawn from its bytes. Its box is there before it, so that nothing moves when it comes.
import { ImageOff } from 'lucide-react'
import { cx } from 'class-variance-authority'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useImage } from './use-image.ts'

export type PictureProps = { id: string; name: string; className: string; shown?: 'cut' | 'whole' }

export function Picture({ id, name, className, shown = 'cut' }: PictureProps) {
  const { t } = useTranslation()
  const { bytes, gone } = useImage(id)
  const [broken, setBroken] = useState(false)
  if (gone || broken) {
    const words = t('images.gone', { name })
    return (
      <span
        title={words}
        className={cx('flex items-center justify-center bg-selected text-muted', className)}
      >
        <ImageOff size={16} aria-hidden />
        <span className="sr-only">{words}</span>
      </span>
    )
  }
  if (!bytes) {
    return (
      <span className={cx('bg-selected', className)}>
        <span className="sr-only">{t('images.loading', { name })}</span>
      </span>
    )
  }
  const look = cx(shown === 'cut' ? 'object-cover' : 'object-contain', className)
  return <Drawn bytes={bytes} name={name} className={look} onBroken={() => setBroken(true)} />
}

type DrawnProps = { bytes: Blob; name: string; className: string; onBroken: () => void }

/** The address of the bytes lives as long as what is drawn from it. */
function Drawn({ bytes, name, className, onBroken }: DrawnProps) {
  const image = useRef<HTMLImageElement>(null)
  useLayoutEffect(() => {
    const address = URL.createObjectURL(bytes)
    if (image.current) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [bytes])
  return <img ref={image} alt={name} draggable={false} onError={onBroken} className={className} />
}
