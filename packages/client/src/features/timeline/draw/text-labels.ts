// The words that the text views of ui/ take, bound to the language on screen. One stable object per language.
import { useMemo } from 'react'
import { useCopyLabels } from '../../../words/copy-labels.ts'
import { useDiffLabels } from '../../../words/diff-labels.ts'
import { useOutputLabels } from '../../../words/output-labels.ts'

export function useTextLabels() {
  const copy = useCopyLabels()
  const diff = useDiffLabels()
  const output = useOutputLabels()
  return useMemo(
    () => ({
      copy,
      diff,
      output,
    }),
    [copy, diff, output],
  )
}
