// What stands in the head of the review and of a file alike: the way to another file, and the pane’s size.
import { FileSearch, Maximize2, Minimize2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { runCommand, useKeysOf } from '../commands/index.ts'
import type { Place } from './pane-props.ts'

export function JumpButton() {
  const { t } = useTranslation()
  return (
    <IconButton
      label={t('commands.jumpToFile')}
      keys={useKeysOf('jumpToFile')}
      icon={<FileSearch size={16} aria-hidden />}
      onClick={() => runCommand('jumpToFile')}
    />
  )
}

export function FullButton({ place, onFull }: { place: Place; onFull: () => void }) {
  const { t } = useTranslation()
  const Size = place === 'whole' ? Minimize2 : Maximize2
  return (
    <IconButton
      label={place === 'whole' ? t('review.beside') : t('review.full')}
      keys={useKeysOf('reviewFull')}
      icon={<Size size={15} aria-hidden />}
      onClick={onFull}
    />
  )
}
