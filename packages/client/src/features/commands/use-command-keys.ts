// The one place where keys become commands. A window that is open keeps them all; a key that types something acts only
// outside of fields, and only while the person has not switched such keys off. G waits a moment for the key behind it.
import { useEffect } from 'react'
import { isMac } from '../../platform/browser.ts'
import { readSettings } from '../settings/index.ts'
import { commandOf } from './bindings.ts'
import { chordOf, isSingle, leader, led } from './chord.ts'
import { doerOf } from './use-command.ts'

const leadMs = 1_500

/** Listens while mounted. */
export function useCommandKeys(): void {
  useEffect(() => {
    let ledUntil = 0
    const onKey = (event: KeyboardEvent) => {
      const isLed = event.timeStamp < ledUntil
      if (event.defaultPrevented || document.querySelector(windows)) return
      const chord = chordOf(event, isMac)
      if (chord === null) return
      ledUntil = 0
      const inField = isField(event.target)
      const run = (isLed && doing(led(chord), inField)) || doing(chord, inField)
      if (run) {
        event.preventDefault()
        run()
      } else if (chord === leader && mayAct(chord, inField)) ledUntil = event.timeStamp + leadMs
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function doing(chord: string, inField: boolean): (() => void) | undefined {
  if (!mayAct(chord, inField)) return undefined
  const id = commandOf(chord, readSettings().keyboard.bindings)
  return id && doerOf(id)?.run
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
