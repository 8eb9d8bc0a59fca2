// Sends for the changes that an address names, and for the lines of the file that is shown first, while nothing is there yet
// to show them. A part of the page's first script: it must import nothing that weighs.
import type { ChangedFile, ThreadId } from '@a-parallel/shared'
import { addressOf } from '../../api/sending/address.ts'
import { sendAhead } from '../../api/sending/ahead.ts'
import { diffQuery, firstShown, listed, type Wanted } from './model/asks.ts'
import { storedReading } from './state/stored-choices.ts'

export async function sendForChanges(
  token: string,
  threadId: ThreadId,
  wanted: Wanted,
): Promise<void> {
  const between = listed(wanted)
  if (!between) return
  const to = (call: 'changes' | 'diff', query: Parameters<typeof addressOf>[2]) =>
    sendAhead(addressOf(`/api/threads/:id/${call}`, { id: threadId }, query), token)
  const answer = await to('changes', between)
  // Whoever shows it holds it against its schema; here it only tells what to ask for next.
  const files = (answer as { files: ChangedFile[] } | undefined)?.files ?? []
  const { tree, ignoreSpace } = storedReading()
  const first = firstShown(files, tree, wanted)
  if (first) void to('diff', diffQuery(between, ignoreSpace, first))
}
