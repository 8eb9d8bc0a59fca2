// Begins to read the changes as soon as an address names them, beside the thread and the pane that is to show them: of 2,000
// files the first line stands there in half the time.
import type { ThreadId } from '@a-parallel/shared'
import type { QueryClient } from '@tanstack/react-query'
import { readScope, scopeText } from './model/scope.ts'
import { inOrder } from './model/tree.ts'
import { useChoices } from './state/choices.ts'
import { primeDiff } from './state/diffs.ts'
import { changesQuery } from './state/use-changes.ts'

/** @param scope `file` as they stand in the address. */
export async function beginReview(
  queries: QueryClient,
  threadId: ThreadId,
  { scope, file: target }: { scope?: string | undefined; file?: string | undefined },
): Promise<void> {
  // What fails is told by the pane, which asks again.
  void import('./pane.ts').catch(() => undefined)
  const between = readScope(scope)
  if (scope !== undefined && scopeText(between) !== scope) return
  const answer = await queries.fetchQuery(changesQuery(threadId, between)).catch(() => undefined)
  if (!answer) return
  const { tree, ignoreSpace } = useChoices.getState()
  const files = inOrder(answer.files, tree)
  const first = files.find(({ path }) => path === target) ?? files[0]
  if (first) primeDiff({ threadId, between, ignoreSpace }, first)
}
