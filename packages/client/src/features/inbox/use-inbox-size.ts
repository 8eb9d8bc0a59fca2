// How much the inbox holds, apart from the list: every page shows the number, and few draw the cards.
import { useMemo } from 'react'
import { useThreads } from '../threads/index.ts'
import { entriesOf } from './entries.ts'

/** How many entries the inbox holds; 0 says that it is empty. */
export function useInboxSize(): number {
  const threads = useThreads()
  return useMemo(() => entriesOf(threads).length, [threads])
}
