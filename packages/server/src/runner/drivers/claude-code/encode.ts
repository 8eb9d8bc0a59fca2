// Orders in the agent's words, one JSON line each. A malformed line would end the agent's process:
// every line here comes out of JSON.stringify, never out of text put together by hand.
import type { Answers, Ask, Order } from '@a-parallel/shared'
import { assertNever } from '@a-parallel/contract/model'
import { modeName } from './modes.ts'
import { reconnect, setServers } from './tool-servers.ts'

type Answer = Extract<Order, { type: 'answer' }>
type Say = Extract<Order, { type: 'say' }>

/**
 * The lines that carry an order. Request ids are fixed: the agent takes any string and gives it back with its answer.
 * A text that begins with `/` and the name of one of `commands` goes through as it is: the agent's program acts on it.
 */
export function encode(order: Order, commands: ReadonlySet<string> | null = null): string[] {
  switch (order.type) {
    case 'say':
      return [
        line({
          type: 'user',
          uuid: order.turnId,
          session_id: '',
          parent_tool_use_id: null,
          message: { role: 'user', content: contentOf(order, commands) },
        }),
      ]
    case 'answer':
      return [response(order.ask.id, order.decision === 'allow' ? allow(order) : deny(order))]
    case 'take-back':
      return [
        request(ids.takeBack, { subtype: 'cancel_async_message', message_uuid: order.turnId }),
      ]
    case 'interrupt':
      return [request(ids.interrupt, { subtype: 'interrupt' })]
    case 'stop-call':
      return [request(ids.stopCall, { subtype: 'stop_task', task_id: order.handle })]
    case 'measure-cost':
      return [request(ids.measureCost, { subtype: 'get_usage' })]
    case 'measure-limits':
      return [request(ids.measureLimits, { subtype: 'get_usage' })]
    case 'make-title':
      // A short question to its smallest model, beside the conversation; nothing of it stays there.
      return [
        request(ids.makeTitle, {
          subtype: 'generate_session_title',
          description: order.text.slice(0, mostOfText),
        }),
      ]
    case 'ask-aside':
      return [request(asideId + order.id, { subtype: 'side_question', question: order.text })]
    case 'measure-context':
      return [request(contextId + order.turnId, { subtype: 'get_context_usage' })]
    case 'give-tool-servers':
    case 'reconnect-tool-server':
      return [aboutServers(order)]
    case 'choose-model':
    case 'choose-effort':
    case 'choose-permission-mode':
      return [choice(order)]
    case 'choose-skills':
      return [
        request(ids.chooseSkills, {
          subtype: 'apply_flag_settings',
          settings: { skillOverrides: skillOverrides(order.off, order.on) },
        }),
      ]
    case 'reload-skills':
      return [request(ids.reloadSkills, { subtype: 'reload_skills' })]
    case 'greet':
      return [greeting()]
    default:
      return assertNever(order)
  }
}

function aboutServers(
  order: Extract<Order, { type: 'give-tool-servers' | 'reconnect-tool-server' }>,
): string {
  if (order.type === 'give-tool-servers')
    return request(ids.giveToolServers, setServers(order.servers))
  return request(reconnectId + order.name, reconnect(order.name))
}

/**
 * The handshake. `instructions` are added to the agent's system prompt; they count in the first one that its process
 * hears, and are passed over in any later one.
 */
export function greeting(instructions?: string | null): string {
  return request(greetId, {
    subtype: 'initialize',
    // Without this, what subagents say in the foreground is not told; what they do is.
    forwardSubagentText: true,
    ...(instructions && { appendSystemPrompt: instructions }),
  })
}

type Choice = Exclude<Extract<Order, { type: `choose-${string}` }>, { type: 'choose-skills' }>

function choice(order: Choice): string {
  switch (order.type) {
    case 'choose-model':
      return request(ids.chooseModel, { subtype: 'set_model', model: order.model })
    case 'choose-effort':
      return request(ids.chooseEffort, {
        subtype: 'apply_flag_settings',
        settings: { effortLevel: order.effort },
      })
    case 'choose-permission-mode':
      return request(ids.choosePermissionMode, {
        subtype: 'set_permission_mode',
        mode: modeName(order.permissionMode),
      })
    default:
      return assertNever(order)
  }
}

/** The setting by which the agent's program does without skills, for a person and for the model. */
export function skillOverrides(
  off: readonly string[],
  on: readonly string[] = [],
): Record<string, 'off' | 'on'> {
  const all = [
    ...on.map((name) => [name, 'on'] as const),
    ...off.map((name) => [name, 'off'] as const),
  ]
  return Object.fromEntries(all)
}

/** Images stand in front of the words about them, as the vendor advises; the last block is what the person wrote. */
function contentOf({ text, images = [] }: Say, commands: ReadonlySet<string> | null): unknown {
  const words = spoken(text, commands)
  if (images.length === 0) return words
  const blocks = images.map(({ mediaType, base64 }) => ({
    type: 'image',
    source: { type: 'base64', media_type: mediaType, data: base64 },
  }))
  return text === '' ? blocks : [...blocks, { type: 'text', text: words }]
}

/**
 * The agent takes any first word behind a slash for a command, and one that it does not know it answers itself: the model
 * would never hear of it. A blank in front makes it a text. Behind a plugin's name stands a skill's folder, which is not
 * always told: whether there is such a skill only the agent knows.
 */
function spoken(text: string, commands: ReadonlySet<string> | null): string {
  const name = /^\/(\S*)/.exec(text)?.[1]
  if (name === undefined || commands === null || commands.has(name)) return text
  const plugin = /^[^:]+:(?=.)/.exec(name)?.[0]
  return plugin !== undefined && commands.has(plugin) ? text : ` ${text}`
}

const ids = {
  giveToolServers: 'give-tool-servers',
  greet: 'greet',
  interrupt: 'interrupt',
  makeTitle: 'make-title',
  measureCost: 'measure-cost',
  measureLimits: 'measure-limits',
  stopCall: 'stop-call',
  takeBack: 'take-back',
  chooseModel: 'choose-model',
  chooseEffort: 'choose-effort',
  chooseSkills: 'choose-skills',
  reloadSkills: 'reload-skills',
  choosePermissionMode: 'choose-permission-mode',
} as const

/** The id of the handshake, by which its answer is known. */
export const greetId = ids.greet

export const measureCostId = ids.measureCost

export const measureLimitsId = ids.measureLimits

export const giveToolServersId = ids.giveToolServers

export const makeTitleId = ids.makeTitle

/** A title is made of how a message begins. */
const mostOfText = 2_000

/** What begins the id of a question how full the context is; behind it stands the turn that it was asked behind. */
export const contextId = 'measure-context:'

/** What begins the id of a question beside the conversation. */
export const asideId = 'ask-aside:'

/** What begins the id of an order to reach a tool server anew; behind it stands its name. */
export const reconnectId = 'reconnect-tool-server:'

/** The ids of all orders that are answered. */
export const orderIds: ReadonlySet<string> = new Set(Object.values(ids))

/** An answer to a request of the agent's. One that it no longer waits for is ignored by it. */
export function response(requestId: string, body: Record<string, unknown>): string {
  return line({
    type: 'control_response',
    response: { subtype: 'success', request_id: requestId, response: body },
  })
}

/** Tells the agent that a request of its own cannot be served, so that it does not wait for ever. */
export function refusal(requestId: string, error: string): string {
  return line({
    type: 'control_response',
    response: { subtype: 'error', request_id: requestId, error },
  })
}

/** The questions with their answers, and with the preview of each option that was chosen: the agent is not told it otherwise. */
function answeredInput({ input, detail }: Ask, answers: Answers): Record<string, unknown> {
  const questions = detail.kind === 'question' ? detail.questions : []
  const chosen = questions.flatMap(({ question, options }) => {
    const preview = options.find(({ label }) => label === answers[question])?.preview
    return preview ? [[question, { preview }] as const] : []
  })
  if (chosen.length === 0) return { ...input, answers }
  return { ...input, answers, annotations: Object.fromEntries(chosen) }
}

/** `updatedInput` is required in fact, though the vendor's types call it optional. */
function allow({ ask, answers, permissionMode }: Answer): Record<string, unknown> {
  switch (ask.kind) {
    case 'question':
      return { behavior: 'allow', updatedInput: answeredInput(ask, answers ?? {}) }
    case 'plan':
      return {
        behavior: 'allow',
        updatedInput: ask.input,
        updatedPermissions: [
          {
            type: 'setMode',
            mode: modeName(permissionMode ?? 'confirmEdit'),
            destination: 'session',
          },
        ],
      }
    case 'permission':
      return { behavior: 'allow', updatedInput: ask.input }
    default:
      return assertNever(ask.kind)
  }
}

const silentDenial = {
  permission: 'The user denied this. Do not look for another way to do it.',
  plan: 'The user does not approve this plan. Stay in plan mode and revise it.',
  question: 'The user does not want to answer this.',
} as const satisfies Record<Answer['ask']['kind'], string>

/** With `interrupt` the agent puts words of its own in the place of the message. */
function deny({ ask, message, stop }: Answer): Record<string, unknown> {
  const denial = { behavior: 'deny', message: message ?? silentDenial[ask.kind] }
  return stop ? { ...denial, interrupt: true } : denial
}

function request(id: string, body: Record<string, unknown>): string {
  return line({ type: 'control_request', request_id: id, request: body })
}

function line(value: Record<string, unknown>): string {
  return JSON.stringify(value)
}
