// The words of a box that shows what was printed, bound to the language on screen.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export function useOutputLabels() {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      showAll: (count: number) => t('text.showAllLines', { count }),
      showLess: t('text.showLess'),
      cut: (count: number) => t('text.linesCut', { count }),
    }),
    [t],
  )
}
