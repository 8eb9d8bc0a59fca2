// What is being typed in a field, if anything that is suggested for: only while a person types it, and not once they have
// closed the list.
import { useState, type RefObject } from 'react'
import { triggerAt, type Trigger } from './trigger.ts'

interface Typed {
  /** The text as it was typed; one that came in another way opens nothing. */
  text: string
  caret: number
}

/** @param text what the field holds. `follow` is to be told of each change of text, caret and focus. */
export function useTrigger(box: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [typed, setTyped] = useState<Typed | null>(null)
  const trigger: Trigger | null =
    typed === null || typed.text !== text ? null : triggerAt(text, typed.caret)
  return {
    trigger,
    close: () => setTyped(null),
    onInput() {
      const field = box.current
      if (field) setTyped({ text: field.value, caret: field.selectionEnd })
    },
    onSelect() {
      const field = box.current
      if (!field || typed === null || field.value !== typed.text) return
      if (field.selectionStart !== field.selectionEnd) return setTyped(null)
      if (field.selectionEnd !== typed.caret) setTyped({ ...typed, caret: field.selectionEnd })
    },
    onBlur: () => setTyped(null),
  }
}
