// The images of a message that was sent, small; each opens large.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageImage } from '@a-parallel/shared'
import { ImageWindow } from './image-window.tsx'
import { Picture } from '../picture.tsx'
import { useNameOf } from '../use-name-of.ts'

export function ImageStrip({ images }: { images: readonly MessageImage[] }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const [open, setOpen] = useState<number | null>(null)
  const alone = images.length === 1
  return (
    <>
      <ul
        aria-label={t('images.sent')}
        className="mb-1.5 flex max-w-[min(100%,64ch)] flex-wrap justify-end gap-2"
      >
        {images.map((image, index) => (
          <li key={`${image.id} ${index}`} className="max-w-full">
            <button
              type="button"
              aria-label={t('images.open', { name: nameOf(image, index) })}
              title={nameOf(image, index)}
              onClick={() => setOpen(index)}
              style={alone ? boxOf(image) : undefined}
              className="block size-24 max-w-full overflow-hidden rounded-lg border border-line transition-colors hover:border-accent"
            >
              <Picture id={image.id} name={nameOf(image, index)} className="block size-full" />
            </button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <ImageWindow images={images} index={open} onIndex={setOpen} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

const most = { width: 320, height: 200 }
const least = 48

/** An image by itself keeps its shape. Its box is known before it is there. */
function boxOf({ width, height }: MessageImage): { width: number; height: number } {
  if (width === null || height === null) return { width: most.height, height: most.height }
  const scale = Math.min(1, most.width / width, most.height / height)
  return { width: Math.max(least, width * scale), height: Math.max(least, height * scale) }
}
