// The commands that find a file or a name in the thread on screen, and the finder once it is wanted: it is no part of the
// first download.
import { lazy, Suspense, useState } from 'react'
import type { ThreadId } from '@a-parallel/shared'
import { useCommand } from '../commands/index.ts'
import { symbolSign } from './ask.ts'
import type { Place } from './jump-content.tsx'

const Content = lazy(async () => ({
  default: (await import('./jump-content.tsx')).JumpContent,
}))

export type JumpProps = {
  threadId: ThreadId
  /** What the thread is called. */
  name: string
  /** The file that is shown, if any. */
  shown: string | null
  onOpen: (place: Place) => void
}

export function Jump({ threadId, name, shown, onOpen }: JumpProps) {
  const [begins, setBegins] = useState<string | null>(null)
  useCommand('jumpToFile', () => setBegins(''), { name })
  useCommand('jumpToSymbol', () => setBegins(symbolSign), { name })
  if (begins === null) return null
  return (
    <Suspense fallback={null}>
      <Content
        threadId={threadId}
        shown={shown}
        begins={begins}
        onOpen={onOpen}
        onClose={() => setBegins(null)}
      />
    </Suspense>
  )
}
