// The words of a change that is shown line by line, bound to the language on screen.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export function useDiffLabels() {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      added: (line: number) => t('text.addedLine', { line }),
      removed: (line: number) => t('text.removedLine', { line }),
      showAll: (lines: number) => t('text.showAllLines', { count: lines }),
    }),
    [t],
  )
}
