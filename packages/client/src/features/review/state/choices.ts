// How a person likes to read changes. Kept in this browser.
import { create } from 'zustand'
import { store } from '../../../platform/browser.ts'
import { key, storedChoices, type Choices } from './stored-choices.ts'

export { paneWidths } from './stored-choices.ts'

export const useChoices = create<Choices>()(storedChoices)

export function choose(change: Partial<Choices>): void {
  useChoices.setState(change)
  store(key, JSON.stringify(useChoices.getState()))
}
