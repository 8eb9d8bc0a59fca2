// From a thread's view to the rows of its transcript. Pure. Does not look at text being produced, only at which
// there is: a piece of streamed text must change no row.
import { userMessageId } from '@a-parallel/contract/model'
import type { Approval, Item, ThreadView, ToolCall, Turn, TurnOrigin } from '@a-parallel/shared'
import { fateOf } from './queue.ts'
import type { Opening, Row } from './row.ts'
import { nowOf, usesOf } from './task.ts'
import { thoughtsMs } from './thought.ts'

export type RowSource = Pick<ThreadView, 'items' | 'turns' | 'approvals'> &
  Partial<Pick<ThreadView, 'budgetStop' | 'preparation'>>

type Entry = { id: string; turnId: string | null } & (
  | { item: Item; opening: null }
  | { item: null; opening: Opening }
)

type Context = {
  turns: ReadonlyMap<string, { turn: Turn; number: number }>
  approvals: ReadonlyMap<string, Approval>
  children: ReadonlyMap<string, Entry[]>
  thoughts: ReadonlyMap<string, number>
  source: RowSource
}

/** The transcript's rows, first to last. */
export function rowsOf(source: RowSource, open: readonly Opening[]): Row[] {
  const { top, children } = byParent(source.items, open)
  const context: Context = {
    turns: new Map(source.turns.map((turn, index) => [turn.id, { turn, number: index + 1 }])),
    approvals: new Map(
      source.approvals.flatMap((approval) =>
        approval.itemId === null ? [] : [[approval.itemId, approval] as const],
      ),
    ),
    children,
    thoughts: thoughtsMs(source.items, source.turns),
    source,
  }
  return withPreparation(inTurns(top, context), source)
}

/**
 * Behind the message that the worktree was made for: nothing else stands there before it is ready. Undefined: it is no
 * thread, or is not known yet.
 */
function withPreparation(rows: Row[], { preparation }: RowSource): Row[] {
  if (preparation === undefined) return rows
  const place = rows.findIndex(({ kind }) => kind === 'user') + 1
  const row: Row = { kind: 'preparation', key: 'preparation', preparation }
  return [...rows.slice(0, place), row, ...rows.slice(place)]
}

function byParent(items: readonly Item[], open: readonly Opening[]) {
  const known = new Set<string>(items.map((item) => item.id))
  const children = new Map<string, Entry[]>()
  const top: Entry[] = []
  const place = (entry: Entry, parentId: string | null) => {
    if (parentId === null || !known.has(parentId)) return void top.push(entry)
    const siblings = children.get(parentId)
    if (siblings) siblings.push(entry)
    else children.set(parentId, [entry])
  }
  for (const item of items)
    place({ id: item.id, turnId: item.turnId, item, opening: null }, item.parentId)
  for (const opening of open)
    if (!known.has(opening.id))
      place({ id: opening.id, turnId: opening.turnId, item: null, opening }, opening.parentId)
  return { top, children }
}

/** Top-level rows, with a row where a turn that nobody wrote begins and one where a turn ended. */
function inTurns(entries: readonly Entry[], context: Context): Row[] {
  const rows: Row[] = []
  const begun = new Set<string>()
  const closed = new Set<string>()
  let current: string | null = null
  let day: string | null = null
  const begin = (turnId: string, at: string | undefined) => {
    if (begun.has(turnId) || at === undefined) return
    const now = dayOf(at)
    if (day !== null && now !== day) rows.push({ kind: 'day', key: `day:${turnId}`, at })
    day = now
  }
  const close = () => {
    const known = current === null ? undefined : context.turns.get(current)
    if (!known || !isOver(known.turn) || closed.has(known.turn.id)) return
    closed.add(known.turn.id)
    rows.push({ kind: 'ended', key: `ended:${known.turn.id}`, turn: known.turn })
  }
  for (const entry of entries) {
    if (fateOf(entry.item, context.source) === 'waiting') continue
    if (entry.turnId !== null && entry.turnId !== current) {
      close()
      current = entry.turnId
      begin(current, entry.item?.at)
      const known = context.turns.get(current)
      if (known && known.turn.origin !== 'person' && !begun.has(current))
        rows.push({ kind: 'began', key: `began:${current}`, ...known })
      begun.add(current)
    }
    // It is told behind the turn that ended, not as a part of it.
    if (entry.turnId === null && entry.item?.kind === 'notice') close()
    append(rows, entry, context)
  }
  close()
  return rows
}

/** As the person counts days. */
function dayOf(at: string): string {
  return new Date(at).toDateString()
}

function isOver(turn: Turn): boolean {
  if (turn.endedAt === null) return false
  return turn.startedAt !== null || turn.state === 'failed'
}

function append(rows: Row[], entry: Entry, context: Context): void {
  if (entry.opening) {
    const { kind } = entry.opening
    const shared = { key: entry.id, item: null }
    rows.push(
      kind === 'reasoning'
        ? { kind: 'reasoning', ...shared, tookMs: null }
        : { kind: 'text', ...shared },
    )
    return
  }
  const row = rowOf(entry.item, context)
  if (row === null) return
  const last = rows.at(-1)
  if (row.kind === 'calls' && last?.kind === 'calls')
    rows[rows.length - 1] = { ...last, calls: [...last.calls, ...row.calls] }
  else rows.push(row)
}

function rowOf(item: Item, context: Context): Row | null {
  const key = item.id
  switch (item.kind) {
    case 'user-message': {
      const fate = fateOf(item, context.source)
      const number = context.turns.get(item.turnId ?? '')?.number ?? 1
      if (fate === 'waiting') return null
      return { kind: 'user', key, item, fate, into: intoOf(item, context), number }
    }
    case 'agent-message':
      return item.text.trim() === '' ? null : { kind: 'text', key, item }
    case 'reasoning':
      return item.text.trim() === ''
        ? null
        : { kind: 'reasoning', key, item, tookMs: context.thoughts.get(key) ?? null }
    case 'notice':
      return item.code === 'resumed' ? null : { kind: 'notice', key, item }
    case 'tool-call':
      return callRow(item, context)
    default:
      return unknownKind(item)
  }
}

/** Whose turn it joined: only what began a turn has its name. */
function intoOf({ id, turnId }: Item, { turns }: Context): TurnOrigin | null {
  if (turnId === null || id === userMessageId(turnId)) return null
  return turns.get(turnId)?.turn.origin ?? 'agent'
}

/** A newer server may send kinds that this browser does not know. */
function unknownKind(item: never): null {
  void item
  return null
}

function callRow(call: ToolCall, context: Context): Row | null {
  const key = call.id
  const approval = context.approvals.get(call.id) ?? null
  const { kind } = call.detail
  if (kind === 'todo') return null
  if (kind === 'task') {
    const rows: Row[] = []
    for (const entry of context.children.get(call.id) ?? []) append(rows, entry, context)
    return { kind: 'task', key, call, approval, rows, uses: usesOf(rows), now: nowOf(rows) }
  }
  if ((kind === 'read' || kind === 'search') && approval === null)
    return { kind: 'calls', key, calls: [call] }
  return { kind: 'call', key, call, approval }
}
