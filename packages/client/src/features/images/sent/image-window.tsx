// One image of a message, as large as the window allows; the arrow keys lead to its neighbours.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageImage } from '@a-parallel/shared'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { Picture } from '../picture.tsx'
import { useNameOf } from '../use-name-of.ts'

type ImageWindowProps = {
  images: readonly MessageImage[]
  index: number
  onIndex: (index: number) => void
  onClose: () => void
}

export function ImageWindow({ images, index, onIndex, onClose }: ImageWindowProps) {
  const labels = useDialogLabels()
  const nameOf = useNameOf()
  const go = (to: number) => {
    if (images[to]) onIndex(to)
  }
  useArrows((step) => go(index + step))
  const image = images[index]
  if (!image) return null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={nameOf(image, index)}
      closeLabel={labels.close}
      shape="picture"
      footer={images.length > 1 && <Neighbours index={index} total={images.length} go={go} />}
    >
      <div className="flex justify-center">
        <Picture
          key={image.id}
          id={image.id}
          name={nameOf(image, index)}
          shown="whole"
          className="min-h-24 max-h-[76dvh] max-w-full min-w-24"
        />
      </div>
    </Dialog>
  )
}

/** Wherever the focus is: nothing in this window has another use for them. */
function useArrows(go: (step: 1 | -1) => void): void {
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft') go(-1)
      if (key === 'ArrowRight') go(1)
    }
    // In the capture phase: a window keeps such keys to itself.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  })
}

type NeighboursProps = { index: number; total: number; go: (to: number) => void }

function Neighbours({ index, total, go }: NeighboursProps) {
  const { t } = useTranslation()
  return (
    <div className="flex w-full items-center justify-center gap-2">
      <IconButton
        label={t('images.previous')}
        keys="ArrowLeft"
        className="aria-disabled:text-border"
        icon={<ChevronLeft size={16} aria-hidden />}
        aria-disabled={index === 0 || undefined}
        onClick={() => go(index - 1)}
      />
      <output className="text-sm text-muted tabular-nums">
        {t('images.place', { number: index + 1, total })}
      </output>
      <IconButton
        label={t('images.next')}
        keys="ArrowRight"
        className="aria-disabled:text-border"
        icon={<ChevronRight size={16} aria-hidden />}
        aria-disabled={index === total - 1 || undefined}
        onClick={() => go(index + 1)}
      />
    </div>
  )
}
