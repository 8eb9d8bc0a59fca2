// The images of a draft: attached to it, and taken off again.
import { useAttach, type Attached } from '../images/index.ts'
import { changeDraft } from './draft-store.ts'

/** @param changed is told when they are others. */
export function useDraftImages(
  place: string,
  images: readonly Attached[],
  changed: () => void = () => undefined,
) {
  const change = (next: (before: readonly Attached[]) => readonly Attached[]) => {
    changeDraft(place, (before) => ({ ...before, images: next(before.images) }))
    changed()
  }
  const remove = (id: string) => change((before) => before.filter((image) => image.id !== id))
  return { ...useAttach(images, change), remove }
}
