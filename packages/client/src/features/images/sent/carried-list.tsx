// The images of a message that was written before and is being changed: each can be taken off.
import { useTranslation } from 'react-i18next'
import type { MessageImage } from '@a-parallel/shared'
import { Picture } from '../picture.tsx'
import { useNameOf } from '../use-name-of.ts'
import { RemoveImage } from './remove-image.tsx'

type CarriedListProps = {
  images: readonly MessageImage[] | undefined
  /** Those that were taken off already. */
  without: readonly string[]
  onRemove: (id: string) => void
}

export function CarriedList({ images = [], without, onRemove }: CarriedListProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const left = images.filter(({ id }) => !without.includes(id))
  if (left.length === 0) return null
  return (
    <ul aria-label={t('images.carried')} className="flex flex-wrap gap-2.5 py-1.5">
      {left.map((image) => {
        const name = nameOf(image, images.indexOf(image))
        return (
          <li key={image.id} title={name} className="relative">
            <Picture
              id={image.id}
              name={name}
              className="block size-14 rounded-md border border-line"
            />
            <RemoveImage name={name} onRemove={() => onRemove(image.id)} />
          </li>
        )
      })}
    </ul>
  )
}
