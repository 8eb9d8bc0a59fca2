// Asks for a folder, and nothing else.
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useFolderForm, type FolderFormProps } from './use-folder-form.tsx'

export type FolderDialogProps = FolderFormProps & {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  detail: string
}

export function FolderDialog(props: FolderDialogProps) {
  const { open, onOpenChange, title, detail } = props
  const { t } = useTranslation()
  const { field, body, footer } = useFolderForm({ ...props, onCancel: () => onOpenChange(false) })
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={detail}
      closeLabel={t('app.close')}
      shape="wide"
      initialFocus={field}
      footer={footer}
    >
      {body}
    </Dialog>
  )
}
