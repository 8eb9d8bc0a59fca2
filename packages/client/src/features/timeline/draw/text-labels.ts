// The words that the text views of ui/ take, bound to the language on screen. One stable object per language.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCopyLabels } from '../../../words/copy-labels.ts'

export function useTextLabels() {
  const { t } = useTranslation()
  const copy = useCopyLabels()
  return useMemo(
    () => ({
      copy,
      diff: {
        added: (line: number) => t('text.addedLine', { line }),
        removed: (line: number) => t('text.removedLine', { line }),
        showAll: (count: number) => t('text.showAllLines', { count }),
      },
      output: {
        showAll: (count: number) => t('text.showAllLines', { count }),
        showLess: t('text.showLess'),
        cut: (count: number) => t('text.linesCut', { count }),
      },
    }),
    [t, copy],
  )
}
