// The words of the buttons that every small window has.
import { useTranslation } from 'react-i18next'

export function useDialogLabels(): { close: string; cancel: string; save: string } {
  const { t } = useTranslation()
  return { close: t('app.close'), cancel: t('app.cancel'), save: t('app.save') }
}
