// Short ways to talk to a thread over the API and to look at what it holds.
import type { Approval, Item, ThreadEvent, ThreadSnapshot, Turn } from '@a-parallel/shared'
import type { ApiAnswer, TestServer } from './server.ts'

const over = new Set<Turn['state']>(['completed', 'failed', 'interrupted'])

/** Waits until every turn of the thread is over. */
export function rest(server: TestServer, id: string, withinMs?: number): Promise<ThreadSnapshot> {
  return server.until(
    id,
    (thread) =>
      thread.turns.length > 0 && thread.turns.every((turn) => turn.held || over.has(turn.state)),
    withinMs,
  )
}

/** Sends a message and waits until the thread rests. */
export async function talk(server: TestServer, id: string, text: string): Promise<ThreadSnapshot> {
  const sent = await server.api('POST', `/api/threads/${id}/messages`, { text })
  if (sent.status !== 202) throw new Error(`${sent.status}: ${JSON.stringify(sent.body)}`)
  return rest(server, id)
}

/** Waits until so many requests are open. */
export async function asked(server: TestServer, id: string, count = 1): Promise<Approval[]> {
  const open = (thread: ThreadSnapshot) =>
    thread.approvals.filter((approval) => approval.state === 'pending')
  const thread = await server.until(id, (one) => open(one).length >= count)
  return open(thread)
}

export function decide(
  server: TestServer,
  id: string,
  approval: Approval,
  body: Record<string, unknown>,
): Promise<ApiAnswer> {
  return server.api('POST', `/api/threads/${id}/approvals/${approval.id}`, body)
}

/** What the agent said, message by message. */
export function said(thread: ThreadSnapshot): string[] {
  return thread.items.flatMap((item) => (item.kind === 'agent-message' ? [item.text] : []))
}

export function toolCalls(thread: ThreadSnapshot): Extract<Item, { kind: 'tool-call' }>[] {
  return thread.items.filter((item) => item.kind === 'tool-call')
}

/** What is written behind a turn's end in its own time: its files are kept, its context is measured. */
export function isLate({ type }: Pick<ThreadEvent, 'type'>): boolean {
  return type.startsWith('checkpoint.') || type === 'run.context-measured'
}

/** Whether the files behind the last turn that began are kept. */
export function filesKept({ turns, checkpoints }: ThreadSnapshot): boolean {
  const last = turns.findLast(({ startedAt }) => startedAt !== null)
  return checkpoints.some(({ turnId, place }) => place === 'after' && turnId === last?.id)
}

export function lastTurn(thread: ThreadSnapshot): Turn {
  const turn = thread.turns.at(-1)
  if (!turn) throw new Error('the thread has no turn')
  return turn
}
