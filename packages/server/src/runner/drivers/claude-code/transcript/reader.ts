// Reads a session from its file into the items and turns of a conversation. What the agent said and did has the shapes of the
// lines that the program gives out, and is read by what reads those; who said what, and when, is told by these lines alone.
import { userMessageId } from '@a-parallel/contract/model'
import type { DraftItem, Item, TurnId } from '@a-parallel/shared'
import type { ReadConversation, SessionCodec, SessionReader } from '../../sessions-port.ts'
import { readAssistant } from '../decode/assistant.ts'
import { OpenMessages } from '../decode/open-messages.ts'
import { notice, type Reading } from '../decode/reading.ts'
import { stateFrom } from '../decode/state.ts'
import { readSystem } from '../decode/system.ts'
import { readUser } from '../decode/user.ts'
import { turnId } from '../names.ts'
import { isRecord } from '../tools/input.ts'
import { instantOf, readEntry, type Entry } from './entry.ts'
import { PlacedItems } from './placed.ts'
import { mostBlocks, remembered } from './remembered.ts'
import { saidBy } from './said.ts'
import { SessionTurns } from './turns.ts'

const shownHead = 200
/** A session without a single time in it was held when nobody knows. */
const unknownTime = new Date(0).toISOString()

type Ask = Parameters<SessionCodec['openReader']>[0]

export function openReader(ask: Ask): SessionReader {
  return new Conversation(ask)
}

class Conversation implements SessionReader {
  readonly #ask: Ask
  readonly #reading: Reading
  readonly #items = new PlacedItems()
  readonly #turns: SessionTurns
  #now = unknownTime

  constructor(ask: Ask) {
    this.#ask = ask
    this.#turns = new SessionTurns(ask.sessionId)
    this.#reading = {
      cwd: ask.folder,
      state: stateFrom(null),
      open: new OpenMessages(),
      signals: [],
      replies: [],
      at: 0,
    }
  }

  read(line: string, at: number): void {
    if (line.trim() === '') return
    const read = readEntry(line)
    if (!read) return this.#told(`unreadable:${at}`, 'unreadable-output', line)
    const { entry, raw } = read
    if (entry.isSidechain || !this.#isOfCourse(entry)) return
    if (hasTooMuch(entry)) return this.skip(line.length, line, at)
    const isTalk = entry.type === 'user' || entry.type === 'assistant'
    const time = instantOf(entry.timestamp) ?? this.#now
    this.#said(entry, time)
    if (isTalk) this.#now = time
    try {
      this.#worked(entry, raw)
    } catch {
      // A line may nest deeper than anybody can follow: the others are read all the same.
      this.#told(`unreadable:${at}`, 'unreadable-output', line)
    }
  }

  skip(bytes: number, head: string, at: number): void {
    this.#told(`oversized:${at}`, 'oversized-output', head, { bytes })
  }

  readUnder(callId: string, line: string): void {
    const read = readEntry(line)
    const call = this.#items.find(callId)
    if (!read || !call || hasTooMuch(read.entry)) return
    const { entry, raw } = read
    const at = instantOf(entry.timestamp) ?? call.at
    try {
      this.#worked(entry, { ...raw, parent_tool_use_id: callId }, { at, turnId: call.turnId })
    } catch {
      this.#reading.signals = [] // As above; of one line among a subagent's nobody is told.
    }
  }

  end(): ReadConversation {
    const { items, omitted } = this.#items.end()
    const kept = items.map(atRest)
    return {
      items: kept,
      turns: this.#turns.end({ at: this.#now, leaf: this.#leaf() }, kept),
      omitted,
    }
  }

  #isOfCourse({ type, uuid, parentUuid, message }: Entry): boolean {
    if (uuid === undefined) return true
    const isResult = type === 'user' && answersCall(message?.content)
    return this.#ask.isOfCourse(uuid, isResult ? (parentUuid ?? null) : null)
  }

  #leaf() {
    const { leaf } = this.#reading.state
    return leaf === null ? null : { sessionId: this.#ask.sessionId, at: leaf }
  }

  /** What the person said; it begins a turn, unless the agent was told in the middle of one. */
  #said(entry: Entry, at: string): void {
    const said = saidBy(entry)
    if (said.kind === 'interruption') return this.#turns.interrupt(at)
    if (said.kind === 'output') return this.#output(entry, said.text)
    const id = turnId(entry.uuid ?? '')
    if (said.kind !== 'message' || !id || this.#items.find(userMessageId(id))) return
    const joined = entry.type === 'attachment' ? this.#turns.current() : null
    const before = { at: this.#now === unknownTime ? at : this.#now, leaf: this.#leaf() }
    const turn = joined ?? this.#turns.begin({ id, text: said.text, at }, before)
    const shared = { turnId: turn, parentId: null, at }
    this.#items.put({ kind: 'user-message', id: userMessageId(id), ...shared, text: said.text })
  }

  #output(entry: Entry, text: string): void {
    notice(this.#reading, entry.uuid ?? `output:${this.#now}`, {
      level: 'info',
      code: 'command-output',
      detail: text,
    })
    this.#take()
  }

  /** What the agent said and did, as the reader of its output reads it. */
  #worked(entry: Entry, raw: Record<string, unknown>, place?: Place): void {
    switch (entry.type) {
      case 'assistant':
        readAssistant(raw, this.#reading)
        break
      case 'user':
        readUser(raw, this.#reading)
        break
      case 'system':
        readSystem(asTold(entry, raw), this.#reading)
        break
      default:
    }
    this.#reading.state = remembered(this.#reading.state)
    this.#take(place)
  }

  #told(
    id: string,
    code: 'unreadable-output' | 'oversized-output',
    head: string,
    values: Record<string, number> = {},
  ): void {
    const detail = head.slice(0, shownHead).replaceAll('\0', '\uFFFD')
    notice(this.#reading, id, { level: 'warning', code, detail, values })
    this.#take()
  }

  #take(place: Place = { at: this.#now, turnId: this.#turns.current() }): void {
    const { signals } = this.#reading
    this.#reading.signals = []
    for (const signal of signals) {
      if (signal.type === 'item-started' || signal.type === 'item-completed')
        this.#items.put(this.#placed(signal.item, place))
    }
  }

  #placed(draft: DraftItem, { at, turnId: turn }: Place): Item {
    const known = this.#items.find(draft.id)
    const item: Item = { ...draft, turnId: known?.turnId ?? turn, at: known?.at ?? at }
    if (item.kind !== 'tool-call' || item.state === 'running' || item.durationMs !== null)
      return item
    const durationMs = known ? Math.max(0, Date.parse(at) - Date.parse(known.at)) : null
    return { ...item, durationMs }
  }
}

interface Place {
  at: string
  turnId: TurnId | null
}

function hasTooMuch({ message }: Entry): boolean {
  return Array.isArray(message?.content) && message.content.length > mostBlocks
}

function answersCall(content: unknown): boolean {
  return (
    Array.isArray(content) && content.some((block) => isRecord(block) && 'tool_use_id' in block)
  )
}

/** The same names as in the program's output. */
function asTold({ compactMetadata }: Entry, raw: Record<string, unknown>): Record<string, unknown> {
  if (!compactMetadata) return raw
  const { trigger, preTokens, postTokens } = compactMetadata
  return {
    ...raw,
    compact_metadata: { trigger, pre_tokens: preTokens, post_tokens: postTokens },
  }
}

/** The session's program went on with nothing here. */
function atRest(item: Item): Item {
  if (item.kind !== 'tool-call' || (item.state !== 'running' && !item.background)) return item
  const { handle: _gone, ...rest } = item
  const state = item.state === 'running' ? 'interrupted' : item.state
  return { ...rest, state, background: false }
}
