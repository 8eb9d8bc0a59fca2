// The one place where keys become commands. A window that is open keeps them all; a key that types something acts only
// outside of fields, and only while the person has not switched such keys off.
import { useEffect } from 'react'
import { isMac } from '../../platform/browser.ts'
import { readSettings } from '../settings/index.ts'
import { commandOf } from './bindings.ts'
import { chordOf, isSingle } from './chord.ts'
import { doerOf } from './use-command.ts'

/** Listens while mounted. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector(windows)) return
      const chord = chordOf(event, isMac)
      if (chord === null || !mayAct(chord, isField(event.target))) return
      const id = commandOf(chord, readSettings().keyboard.bindings)
      const doer = id && doerOf(id)
      if (!doer) return
      event.preventDefault()
      doer.run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

const windows = '[role="dialog"], [role="alertdialog"]'

function mayAct(chord: string, inField: boolean): boolean {
  // They move the caret there.
  if (isMac && inField && chord.startsWith('Alt+Arrow')) return false
  return !isSingle(chord) || (!inField && readSettings().keyboard.singleKeys)
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.matches('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')
  )
}
