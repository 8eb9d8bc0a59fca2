// What a page knows of one thread, and how frames change it. Pure. The same fold as on the server makes the view;
// text being produced lies beside it until its item is complete.
import { findItem, fold } from '@a-parallel/contract/model'
import type {
  Delta,
  ItemId,
  OpenItem,
  Printed,
  ProblemValue,
  ServerFrame,
  ThreadSnapshot,
  ThreadView,
  ToolOutput,
} from '@a-parallel/shared'

type Prints = ReadonlyMap<ItemId, ToolOutput>
const nothingPrinted: Prints = new Map()

export type ThreadState =
  | { kind: 'loading' }
  | {
      kind: 'ready'
      view: ThreadView
      open: readonly OpenItem[]
      /** Open items that the server did not name when it was connected to again: it may still be reading its way there. */
      doubted: readonly ItemId[]
      /** The end of what running calls have printed. */
      printed: Prints
    }
  | { kind: 'refused'; problem: ProblemValue }

export type ThreadFrame = Extract<
  ServerFrame,
  {
    type:
      | 'snapshot'
      | 'resumed'
      | 'events'
      | 'deltas'
      | 'printed'
      | 'abandoned'
      | 'reset'
      | 'problem'
  }
>

export interface Heard {
  state: ThreadState
  /** What is missing: the events after the view's seq, or everything anew. */
  missing: 'tail' | 'everything' | null
}

/** The state after a batch of frames, and what to ask the server for. Many events cost one new state. */
export function hearThread(state: ThreadState, frames: readonly ThreadFrame[]): Heard {
  let current = state
  let missing: Heard['missing'] = null
  for (const frame of frames) {
    const heard = hear(current, frame)
    current = heard.state
    if (frame.type === 'snapshot' || frame.type === 'resumed') missing = null
    if (missing !== 'everything') missing = heard.missing ?? missing
  }
  return { state: current, missing }
}

const loading: ThreadState = { kind: 'loading' }

function hear(state: ThreadState, frame: ThreadFrame): Heard {
  switch (frame.type) {
    case 'snapshot':
      return settled({
        kind: 'ready',
        view: viewOf(frame.thread),
        open: frame.thread.open,
        doubted: [],
        printed: nothingPrinted,
      })
    case 'problem':
      return settled({ kind: 'refused', problem: frame.problem })
    case 'reset':
      return { state, missing: 'everything' }
    case 'resumed':
      return state.kind === 'ready'
        ? settled(reconciled(state, frame.open))
        : { state: loading, missing: 'everything' }
    case 'printed':
      return settled(state.kind === 'ready' ? withPrinted(state, frame.printed) : state)
    case 'abandoned':
      return settled(state.kind === 'ready' ? { ...state, ...closed(state, frame.itemId) } : state)
    case 'events':
      return state.kind === 'ready' ? hearEvents(state, frame.events) : settled(state)
    case 'deltas':
      return state.kind === 'ready' ? hearDeltas(state, frame.deltas) : settled(state)
    default:
      return frame satisfies never
  }
}

const settled = (state: ThreadState): Heard => ({ state, missing: null })

/** The snapshot without what is derived of it: the view changes from here on, those would not. */
function viewOf(snapshot: ThreadSnapshot): ThreadView {
  const { status, waitingReason, pendingStep, branch, worktreePath, open, ...view } = snapshot
  void [status, waitingReason, pendingStep, branch, worktreePath, open]
  return view
}

type Ready = Extract<ThreadState, { kind: 'ready' }>

function hearEvents(
  state: Ready,
  events: Extract<ThreadFrame, { type: 'events' }>['events'],
): Heard {
  let { view } = state
  let texts: Texts = state
  let { printed } = state
  for (const event of events) {
    if (event.seq <= view.seq) continue
    if (event.seq > view.seq + 1)
      return { state: { ...state, view, printed, ...textsOf(texts) }, missing: 'tail' }
    view = fold(view, event)
    if (event.type !== 'item.completed') continue
    texts = closed(texts, event.data.item.id)
    printed = withoutPrinted(printed, event.data.item.id)
  }
  return settled({ ...state, view, printed, ...textsOf(texts) })
}

/** Only of a call that runs: what comes late, when its end is known, is not wanted any more. */
function withPrinted(state: Ready, { itemId, output }: Printed): Ready {
  const item = findItem(state.view, itemId)
  if (item?.kind !== 'tool-call' || item.state !== 'running') return state
  return { ...state, printed: new Map(state.printed).set(itemId, output) }
}

function withoutPrinted(printed: Prints, itemId: ItemId): Prints {
  return printed.has(itemId) ? new Map([...printed].filter(([id]) => id !== itemId)) : printed
}

/**
 * The text being produced as the server tells it at a new connection. One that has only just started may not have read
 * all of it again: what is known here stays in sight, so that nothing flickers, until the server has it too, says that it
 * is over, or the doubt is.
 */
function reconciled(state: Ready, told: readonly OpenItem[]): Ready {
  const missing = state.open.filter((ours) => told.every(({ id }) => id !== ours.id))
  const open = told.map((theirs) => {
    const ours = state.open.find(({ id }) => id === theirs.id)
    return ours?.text.startsWith(theirs.text) ? ours : theirs
  })
  return { ...state, open: [...missing, ...open], doubted: missing.map(({ id }) => id) }
}

/** The state without the texts that stayed in doubt. */
export function undoubted(state: ThreadState): ThreadState {
  if (state.kind !== 'ready' || state.doubted.length === 0) return state
  const { doubted } = state
  const open = state.open.filter(({ id }) => !doubted.includes(id))
  return { ...state, open, doubted: [] }
}

type Texts = Pick<Ready, 'open' | 'doubted'>

const textsOf = ({ open, doubted }: Texts): Texts => ({ open, doubted })

function hearDeltas(state: Ready, deltas: readonly Delta[]): Heard {
  let { open, doubted } = state
  for (const delta of deltas) {
    const next = withDelta(state.view, open, delta)
    if (next === null) return { state: { ...state, open, doubted }, missing: 'everything' }
    open = next
    if (doubted.includes(delta.itemId)) doubted = doubted.filter((id) => id !== delta.itemId)
  }
  const same = open === state.open && doubted === state.doubted
  return settled(same ? state : { ...state, open, doubted })
}

/** The open items with a piece added; null where text before it is missing. */
function withDelta(
  view: ThreadView,
  open: readonly OpenItem[],
  delta: Delta,
): readonly OpenItem[] | null {
  const index = open.findIndex((item) => item.id === delta.itemId)
  const known = open[index]
  if (known === undefined) {
    if (view.items.some((item) => item.id === delta.itemId)) return open
    return delta.offset === 0 ? [...open, begun(delta)] : null
  }
  const had = known.text.length
  if (delta.offset > had) return null
  const fresh = delta.text.slice(had - delta.offset)
  return fresh === '' ? open : open.with(index, { ...known, text: known.text + fresh })
}

function begun({ itemId, kind, turnId, parentId, text }: Delta): OpenItem {
  return { id: itemId, kind, turnId, parentId, text }
}

/** The texts without one that is over. */
function closed({ open, doubted }: Texts, over: ItemId): Texts {
  return {
    open: open.some(({ id }) => id === over) ? open.filter(({ id }) => id !== over) : open,
    doubted: doubted.includes(over) ? doubted.filter((id) => id !== over) : doubted,
  }
}
