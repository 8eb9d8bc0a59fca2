// The button that opens the window of files.
import { ImagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { imageTypes } from '@a-parallel/contract/model'
import { IconButton } from '../../ui/controls/icon-button.tsx'

type AttachButtonProps = { disabled?: boolean; onFiles: (files: readonly File[]) => void }

export function AttachButton({ disabled = false, onFiles }: AttachButtonProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton
        label={t('images.attach')}
        icon={<ImagePlus size={15} aria-hidden />}
        className="size-7"
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={imageTypes.join()}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file may be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
