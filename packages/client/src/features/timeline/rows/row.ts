// What one line of the transcript shows. A row's key never changes while its thread is open, and rows are only added
// at the end, so that the list can keep a reader's place by index.
import type {
  Approval,
  Item,
  OpenItem,
  Preparation,
  ToolCall,
  Turn,
  TurnOrigin,
} from '@a-parallel/shared'

export type ItemOf<K extends Item['kind']> = Extract<Item, { kind: K }>

/** How a user's message fared: taken up, about to be, or given back unsent because the thread was stopped first. */
export type MessageFate = 'taken' | 'starting' | 'unsent'

export type Row =
  | {
      kind: 'user'
      key: string
      item: ItemOf<'user-message'>
      fate: MessageFate
      /** How the turn began that it was sent into; null where it began its own. */
      into: TurnOrigin | null
      /** Counts the turns, from 1. */
      number: number
    }
  /** A turn begins on another day than the one before it. */
  | { kind: 'day'; key: string; at: string }
  /** The beginning of a turn that no message began. */
  | { kind: 'began'; key: string; turn: Turn; number: number }
  /** `item` is null while the text is being produced; the text itself is then read elsewhere. */
  | { kind: 'text'; key: string; item: ItemOf<'agent-message'> | null }
  /** `tookMs`: from what came before it to its end; null where that is not known. */
  | { kind: 'reasoning'; key: string; item: ItemOf<'reasoning'> | null; tookMs: number | null }
  | { kind: 'call'; key: string; call: ToolCall; approval: Approval | null }
  /** Reads and searches in one go; three or more are drawn folded. */
  | { kind: 'calls'; key: string; calls: readonly ToolCall[] }
  | {
      kind: 'task'
      key: string
      call: ToolCall
      approval: Approval | null
      rows: readonly Row[]
      /** How many tools the subagent has used, those of its own subagents included. */
      uses: number
      /** What it does now. */
      now: ToolCall | null
    }
  /** How its worktree is made ready; null where no recipe says anything. */
  | { kind: 'preparation'; key: string; preparation: Preparation | null }
  | { kind: 'notice'; key: string; item: ItemOf<'notice'> }
  | { kind: 'ended'; key: string; turn: Turn }

/** The shape of a text being produced: everything of it but the text. */
export type Opening = Pick<OpenItem, 'id' | 'kind' | 'turnId' | 'parentId'>
