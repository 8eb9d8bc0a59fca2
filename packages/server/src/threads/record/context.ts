// How full an agent's context is, as a fact where it is news: an answer that is read again, or came late, is none.
import type { ContextMeasure, Fact, ThreadView } from '@a-parallel/shared'

export function recordContext(view: ThreadView, context: ContextMeasure): Fact[] {
  const { run, turns } = view
  const placeOf = (turnId: string) => turns.findIndex(({ id }) => id === turnId)
  const measured = view.context?.measured ?? null
  const place = placeOf(context.turnId)
  if (!run || place === -1 || (measured && place < placeOf(measured.turnId))) return []
  if (measured && isSame(measured, context)) return []
  return [{ type: 'run.context-measured', data: { runId: run.id, context } }]
}

function isSame(one: ContextMeasure, other: ContextMeasure): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted({ turnId, tokens, window, compactAt, parts }: ContextMeasure) {
  return { turnId, tokens, window, compactAt, parts }
}
