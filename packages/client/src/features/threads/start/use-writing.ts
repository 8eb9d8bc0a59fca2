// What the new-thread form holds, and how it is sent: what is to be said, and how the thread begins.
import type { Project, ThreadId } from '@a-parallel/shared'
import {
  changeDraft,
  emptyDraft,
  saysSomething,
  useDraft as useWritten,
  useDraftImages,
} from '../../composer/index.ts'
import { newThreadId, type Draft } from './draft.ts'
import { useStart } from './start.ts'
import { useDraft } from './use-draft.ts'
import { useSpare } from './use-spare.ts'

export function useWriting(project: Project, onStarted: (id: ThreadId) => Promise<void>) {
  const place = `prompt:${project.id}`
  const written = useWritten(place)
  const { draft, change, done } = useDraft(project)
  const { state, start, forget } = useStart(project.id, async (id) => {
    changeDraft(place, () => emptyDraft)
    await done()
    await onStarted(id)
  })
  const tried = state.kind === 'refused'
  /** Whatever is changed behind a refusal makes another thread of it. */
  const write = (part: Partial<Draft>) => {
    change(tried ? { ...part, id: newThreadId() } : part)
    if (tried) forget()
  }
  const writeText = (text: string) => {
    changeDraft(place, (before) => ({ ...before, text }))
    write({})
  }
  const images = useDraftImages(place, written.images, () => write({}))
  const sending = state.kind === 'sending'
  const ready = saysSomething(written) && project.available
  useSpare(project, draft, sending ? '' : written.text)
  const send = () => {
    if (ready && !sending) void start(draft, written)
  }
  return { written, draft, write, writeText, images, state, sending, ready, send }
}
