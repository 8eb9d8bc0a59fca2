// The words that the text views of ui/ take, bound to the language on screen. One stable object per language.
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCopyLabels } from '../../../words/copy-labels.ts'
import { useOutputLabels } from '../../../words/output-labels.ts'

export function useTextLabels() {
  const { t } = useTranslation()
  const copy = useCopyLabels()
  const output = useOutputLabels()
  return useMemo(
    () => ({
      copy,
      diff: {
        added: (line: number) => t('text.addedLine', { line }),
        removed: (line: number) => t('text.removedLine', { line }),
        showAll: (count: number) => t('text.showAllLines', { count }),
      },
      output,
    }),
    [t, copy, output],
  )
}
