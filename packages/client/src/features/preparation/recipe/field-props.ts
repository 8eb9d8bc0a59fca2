// What a recipe is written with.
import type { Recipe } from '@a-parallel/shared'
import type { RefObject } from 'react'
import type { RecipeDraft } from './draft.ts'

export type RecipeFieldProps = {
  title: string
  detail: string
  /** As it is kept; null: there is none. */
  there: string | null
  draft: RecipeDraft
  box: RefObject<HTMLTextAreaElement | null>
  /** Said in the field while nothing stands in it. */
  none: string
  /** Of a person's own: the repository's, whose fields it takes the place of. */
  beside?: Recipe | undefined
  /** What one may begin from. */
  example: string
  note: string | null
  /** Rejects when `was` is not what is kept. */
  onSave: (text: string, was: string | null) => Promise<unknown>
  /** Looks again at what is kept. */
  onRefused: () => Promise<void>
  onRemove?: (was: string) => Promise<unknown>
}
