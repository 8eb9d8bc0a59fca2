// Which press sends a message. Enter with Shift or Alt never does.
import type { KeyboardEvent } from 'react'
import { useSettings } from './store.ts'

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** Whether a press sends, by what the person has set. Ask an input method first. */
export function useSendKey(): (event: Pressed) => boolean {
  const sendKey = useSettings(({ general }) => general.sendKey)
  return ({ key, altKey, ctrlKey, metaKey, shiftKey }) =>
    key === 'Enter' && !shiftKey && !altKey && (sendKey === 'enter' || ctrlKey || metaKey)
}
