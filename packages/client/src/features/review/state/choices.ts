// How a person likes to read changes, which is kept with their settings; and how the pane lies in this window, which is kept
// in this browser.
import type { ReviewSettings } from '@a-parallel/shared'
import { create } from 'zustand'
import { store } from '../../../platform/browser.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { problemWords } from '../../../words/problem-text.ts'
import { changeSetting, readSettings, useSettings } from '../../settings/index.ts'
import { layoutKey, storedLayout, type Layout } from './stored-choices.ts'

export { paneWidths } from './stored-choices.ts'

const useKeptLayout = create<Layout>()(storedLayout)

export const useLayout = (): Layout => useKeptLayout()

export function lay(change: Partial<Layout>): void {
  useKeptLayout.setState(change)
  store(layoutKey, JSON.stringify(useKeptLayout.getState()))
}

export const useReading = (): ReviewSettings => useSettings(({ review }) => review)

/** For who asks outside of components. */
export const reading = (): ReviewSettings => readSettings().review

/** Counts at once; one that could not be saved is taken back and says why. */
export function chooseReading<Field extends keyof ReviewSettings>(
  field: Field,
  value: ReviewSettings[Field],
): void {
  void changeSetting('review', field, value).then((problem) => {
    if (problem) showToast(problemWords(problem).text, { tone: 'bad' })
  })
}
