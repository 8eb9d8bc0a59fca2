// Stopping a thread's agent: by its button at once, by Escape only when pressed twice, and never by an Escape that was
// meant for something else.
import { useEffect, useRef, useState } from 'react'
import type { ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'

export const secondEscapeWithin = 1500

/** What an Escape closes before it concerns the thread: windows, menus, suggestions, and whatever marks itself. */
const closesFirst =
  '[role=dialog],[role=alertdialog],[role=menu],[role=listbox],[data-escape-first]'

/** Whether an Escape belongs to the thread, and not to an overlay, a search, a card or a field. Looks at the page only. */
export function isForThread(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return false
  if (document.querySelector(closesFirst)) return false
  const { target } = event
  if (!(target instanceof Element)) return true
  if (target.closest('[data-approval-card], [data-own-escape]')) return false
  return !target.matches('input, select') || target.closest('[data-composer]') !== null
}

/** Takes what was selected with the pointer back; false when nothing was. */
function leaveSelection(): boolean {
  const selection = window.getSelection()
  if (!selection || selection.type !== 'Range' || selection.toString() === '') return false
  if (document.activeElement?.matches('input, textarea')) return false
  selection.removeAllRanges()
  return true
}

/** The stop action, and whether a first Escape waits for the second. */
export function useStop(threadId: ThreadId, running: boolean) {
  const [armed, setArmed] = useState(false)
  const [stopping, setStopping] = useState(false)
  const armedUntil = useRef(0)
  if (!running && (armed || stopping)) {
    setArmed(false)
    setStopping(false)
  }
  const stop = () => {
    setStopping(true)
    callApi('stopThread', { params: { id: threadId } }).catch((cause: unknown) => {
      setStopping(false)
      const problem = problemOf(cause)
      if (problem.code === 'nothing_to_stop') return
      showToast(problemWords(problem).text, { tone: 'bad' })
    })
  }
  const stopNow = useRef(stop)
  useEffect(() => {
    stopNow.current = stop
  })
  useEffect(() => {
    if (!armed) return
    const timer = setTimeout(() => setArmed(false), secondEscapeWithin)
    return () => clearTimeout(timer)
  }, [armed])
  useEffect(() => {
    if (!running) return
    // In the capture phase: an overlay that this very press closes must still be seen open.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat || !isForThread(event)) return
      if (leaveSelection()) return
      const second = performance.now() < armedUntil.current
      armedUntil.current = second ? 0 : performance.now() + secondEscapeWithin
      if (second) stopNow.current()
      setArmed(!second)
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [running])
  return { armed, stopping, stop }
}
