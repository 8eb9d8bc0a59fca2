// One image of a message, as large as the window allows; the arrow keys lead to its neighbours.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageImage } from '@a-parallel/shared'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../words/dialog-labels.ts'
import { Picture } from './picture.tsx'
import { useNameOf } from './use-name-of.ts'

type ImageWindowProps = {
  images: readonly MessageImage[]
  index: number
  onIndex: (index: number) => void
  onClose: () => void
}

export function ImageWindow({ images, index, onIndex, onClose }: ImageWindowProps) {
  const labels = useDialogLabels()
  const nameOf = useNameOf()
  const image = images[index]
  if (!image) return null
  const go = (to: number) => {
    if (images[to]) onIndex(to)
  }
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'ArrowLeft') go(index - 1)
    if (key === 'ArrowRight') go(index + 1)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={nameOf(image, index)}
      closeLabel={labels.close}
      shape="picture"
      footer={images.length > 1 && <Neighbours index={index} total={images.length} go={go} />}
    >
      <div role="presentation" onKeyDown={onKeyDown} className="flex justify-center">
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

type NeighboursProps = { index: number; total: number; go: (to: number) => void }

function Neighbours({ index, total, go }: NeighboursProps) {
  const { t } = useTranslation()
  return (
    <div className="flex w-full items-center justify-center gap-2">
      <IconButton
        label={t('images.previous')}
        keys="ArrowLeft"
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
        icon={<ChevronRight size={16} aria-hidden />}
        aria-disabled={index === total - 1 || undefined}
        onClick={() => go(index + 1)}
      />
    </div>
  )
}
