// What a driver reads out of an agent's output: not yet facts. The lane turns them into facts, or into nothing
// when the log already knows. Types only: signals do not cross a wire while the runner is local.
import type { ContextFill, ContextMeasure } from '../nouns/agent/context.ts'
import type { Effort } from '../nouns/agent/effort.ts'
import type { AgentLogin } from '../nouns/agent/program.ts'
import type { SlashCommand } from '../nouns/agent/slash-command.ts'
import type { ToolServerConfig, ToolServerStatus } from '../nouns/agent/tool-server.ts'
import type { Answers, Ask, Decision } from '../nouns/approval.ts'
import type { ApprovalId, ItemId, TurnId } from '../nouns/ids.ts'
import type { Item, Notice, ToolCall } from '../nouns/item.ts'
import type { ImageType } from '../nouns/messages/image.ts'
import type { ProblemValue } from '../nouns/problem.ts'
import type { PermissionMode } from '../nouns/thread.ts'
import type { ToldWindow } from '../nouns/usage/limit-window.ts'
import type { Leaf, Usage } from '../nouns/turn.ts'

/** An item before the lane places it: the lane knows the turn and the time. */
export type DraftItem = DistributiveOmit<Exclude<Item, { kind: 'user-message' }>, 'turnId' | 'at'>
export type DraftToolCall = Omit<ToolCall, 'turnId' | 'at'>
export type DraftNotice = Omit<Notice, 'turnId' | 'at'>
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** A model as the agent offers it. */
export interface OfferedModel {
  value: string
  name: string
  description: string
  /** How hard it can be told to think; null where that is not known. */
  efforts: Effort[] | null
}

export interface ToldToolServer {
  name: string
  status: ToolServerStatus
  error: string | null
}

export type Signal =
  /** The agent answered the handshake. `pending` are the requests that it still waits for. */
  | {
      type: 'ready'
      models: OfferedModel[]
      commands: SlashCommand[]
      /** How it is signed in; null where it is not. */
      login: Pick<AgentLogin, 'kind' | 'plan'> | null
      pending: Ask[]
    }
  /** What it understands behind a slash is something else from now on. */
  | { type: 'commands-changed'; commands: SlashCommand[] }
  /** A turn begins; `uuid` is the line's own id, for a turn nobody asked for. */
  | { type: 'turn-began'; uuid: string; sessionId: string; agentVersion: string }
  /** The agent took a message up. */
  | { type: 'message-taken'; turnId: TurnId }
  /** Text as it is produced. `offset` counts the UTF-16 units of the item that came before. */
  | {
      type: 'delta'
      itemId: ItemId
      kind: 'agent-message' | 'reasoning'
      parentId: ItemId | null
      offset: number
      text: string
    }
  /** Text already shown was abandoned: its message broke off and comes again under another id. */
  | { type: 'abandoned'; itemId: ItemId }
  | { type: 'item-started'; item: DraftItem }
  /** `printedIn`: the file, as in RunningOutput, that holds what it printed, where the agent does not tell it. */
  | { type: 'item-completed'; item: DraftItem; printedIn?: string }
  /** By this call, which has not ended yet, the agent put itself into plan mode. */
  | { type: 'plan-entered'; itemId: ItemId }
  | { type: 'approval-asked'; ask: Ask }
  | { type: 'approval-withdrawn'; approvalId: ApprovalId }
  | {
      type: 'turn-ended'
      /** The line's own id. */
      resultId: string
      outcome: 'completed' | 'failed' | 'interrupted'
      /** The agent began the turn by itself, when something in the background ended. */
      ofItself: boolean
      usage: Usage
      /** How full its context is. Null where that is to be measured. */
      context: ContextFill | null
      /** The agent's last words so far. */
      leaf: Leaf | null
      problem: ProblemValue | null
    }
  /** A title that the agent's program made of what it was given. */
  | { type: 'title-made'; title: string }
  /** What it answered to a question beside the conversation; null: nothing. */
  | { type: 'aside-answered'; id: string; text: string | null }
  /**
   * How its tool servers stand; `partly`: nothing is told of the others. `added`: it was given these just now, and told no
   * fault of them: a program is connected then, an address may want a sign-in. `removed`: it has these no more.
   */
  | {
      type: 'tool-servers-told'
      servers: ToldToolServer[]
      partly: boolean
      added?: readonly string[]
      removed?: readonly string[]
    }
  /** How full its context is, as it counted when it was asked. */
  | { type: 'context-measured'; context: ContextMeasure }
  /** What the turn that runs has cost so far, in US dollars. */
  | { type: 'cost-told'; turnUsd: number }
  /** How its subscription's windows stand; `allClear`: none of them, told or not, is nearly used up. */
  | { type: 'limits-told'; windows: ToldWindow[]; allClear: boolean }
  /** It answered how much of its subscription is used, by windows or by none. */
  | { type: 'limits-answered' }
  /** idle: no turn runs and none is queued inside the agent. */
  | { type: 'activity'; state: 'running' | 'requires-action' | 'idle' }

/** An image as it goes to an agent: its bytes in base64. */
export interface SaidImage {
  mediaType: ImageType
  base64: string
}

/** What the product tells an agent; the driver puts it into the agent's words. */
export type Order =
  | { type: 'say'; turnId: TurnId; text: string; images?: readonly SaidImage[] }
  | {
      type: 'answer'
      ask: Ask
      decision: Decision
      message: string | null
      answers: Answers | null
      /** The mode to go on with after an approved plan. */
      permissionMode: PermissionMode | null
      /** A no that ends the turn as well. */
      stop: boolean
    }
  /** A message that it has not taken up: it is not to be. */
  | { type: 'take-back'; turnId: TurnId }
  | { type: 'interrupt' }
  /** Asks for a title of this text. */
  | { type: 'make-title'; text: string }
  /** Asks something beside the conversation, of which nothing stays there. `id` comes back with the answer. */
  | { type: 'ask-aside'; id: string; text: string }
  /** Asks how full its context is. `turnId`: the turn that runs, or has ended. */
  | { type: 'measure-context'; turnId: TurnId }
  /** Asks how much of its subscription is used; it asks the vendor. */
  | { type: 'measure-limits' }
  /** Asks what the turn has cost so far. */
  | { type: 'measure-cost' }
  /** These, and no others, are the tool servers that its owner gives it. Never logged: there are secrets in it. */
  | { type: 'give-tool-servers'; servers: readonly ToolServerConfig[] }
  /** Reaches one of them anew, and tells how it stands then. */
  | { type: 'reconnect-tool-server'; name: string }
  /** Ends one running call, and not the turn. */
  | { type: 'stop-call'; handle: string }
  | { type: 'choose-model'; model: string }
  /** Null: as it does of itself. */
  | { type: 'choose-effort'; effort: Effort | null }
  | { type: 'choose-permission-mode'; permissionMode: PermissionMode }
  /** Reads its skills anew; what it understands behind a slash it tells when it is greeted again. */
  | { type: 'reload-skills' }
  /** Which skills it does without, by their folders, and which it has again. */
  | { type: 'choose-skills'; off: readonly string[]; on: readonly string[] }
  /** Asks again which requests are open: after the server came back. */
  | { type: 'greet' }
