// Saving what is in the field of a recipe, and how the last try ended.
import type { ProblemValue, RecipeFault } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempt } from '../../../api/use-attempt.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import type { RecipeFieldProps } from './field-props.ts'

type Press = (() => void) | undefined

export interface Saving {
  busy: boolean
  problem: ProblemValue | undefined
  /** It is kept as it was saved here. */
  isSaved: boolean
  /** Each only when it can be done now. */
  save: Press
  /** Over what another has written meanwhile. */
  saveOver: Press
  remove: Press
}

export function useSaving(props: RecipeFieldProps, faults: readonly RecipeFault[]): Saving {
  const { there, draft, onSave, onRefused, onRemove } = props
  const { text, was, isChanged, isOvertaken } = draft
  const { t } = useTranslation()
  const [saved, setSaved] = useState<string>()
  const { busy, problem, attempt } = useAttempt(onRefused)
  const saving = (over: string | null) => () =>
    attempt(async () => {
      await onSave(text, over)
      draft.saved(text)
      setSaved(text)
    })
  const removing = (last: string, remove: (was: string) => Promise<unknown>) => () =>
    attempt(async () => {
      await remove(last)
      const run = () => attempt(() => onSave(last, null))
      showToast(t('recipe.removed'), { action: { label: t('threads.undo'), run } })
    })
  const canSave = text.trim() !== '' && isChanged && faults.length === 0
  const canRemove = onRemove && there !== null && !isChanged
  return {
    busy,
    // Of a change meanwhile is told beside the text.
    problem: isOvertaken && problem?.code === 'changed_meanwhile' ? undefined : problem,
    isSaved: saved === there && !isChanged,
    save: canSave && !isOvertaken ? saving(was) : undefined,
    saveOver: canSave && isOvertaken ? saving(there) : undefined,
    remove: canRemove ? removing(there, onRemove) : undefined,
  }
}
