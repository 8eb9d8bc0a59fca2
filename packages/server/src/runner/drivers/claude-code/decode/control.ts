// The control protocol: what the agent asks the product, and what it answers.
import { Effort } from '@a-parallel/contract/nouns'
import type { Ask, OfferedModel } from '@a-parallel/shared'
import type { z } from 'zod'
import {
  asideId,
  contextId,
  giveToolServersId,
  greetId,
  makeTitleId,
  measureCostId,
  measureLimitsId,
  orderIds,
  reconnectId,
  refusal,
  response,
} from '../encode.ts'
import { approvalId, itemId } from '../names.ts'
import { asked, askKind, editedFile, readPlace, shownName, toolDetail } from '../tools/detail.ts'
import { isRecord } from '../tools/input.ts'
import { readGiven, readReconnected, standingAgain } from '../tool-servers.ts'
import { isOrdinaryFile, shownPath } from '../tools/paths.ts'
import { commandsOf } from './commands.ts'
import { loginOf } from './used/login.ts'
import { readContextUsage } from './used/context.ts'
import { countCost } from './used/so-far.ts'
import { readUsedLimits } from './used/limits.ts'
import {
  AsideAnswer,
  ControlRequest,
  ControlResponse,
  CostSoFar,
  Greeting,
  MadeTitle,
  PermissionRequest,
} from './lines.ts'
import { notice, parentOf, setCall, tellServers, type Reading } from './reading.ts'
import { openCall, without } from './state.ts'

/** Everything that the agent asks must be answered, or it waits for ever. */
export function readControlRequest(value: unknown, reading: Reading): void {
  const permission = PermissionRequest.safeParse(value)
  if (permission.success) {
    const ask = askOf(permission.data, reading)
    reading.signals.push({ type: 'approval-asked', ask })
    return
  }
  const { data } = ControlRequest.safeParse(value)
  if (!data) return
  reading.replies.push(answerTo(data.request.subtype, data.request_id))
}

export function readControlCancel(value: Record<string, unknown>, reading: Reading): void {
  const id = value['request_id']
  if (typeof id !== 'string') return
  reading.state = { ...reading.state, asks: without(reading.state.asks, id) }
  reading.signals.push({ type: 'approval-withdrawn', approvalId: approvalId(id) })
}

/** An answer to one of our orders, or, as `--replay-user-messages` gives them back, one of ours to the agent. */
export function readControlResponse(value: unknown, reading: Reading): void {
  const { data } = ControlResponse.safeParse(value)
  if (!data) return
  const { subtype, request_id: id, error, response: body } = data.response
  if (Object.hasOwn(reading.state.asks, id)) return readOwnAnswer(id, body, reading)
  if (id.startsWith(contextId)) {
    reading.signals.push(...readContextUsage(id, body))
    return
  }
  if (id.startsWith(asideId)) {
    const text = AsideAnswer.safeParse(body).data?.response ?? null
    reading.signals.push({ type: 'aside-answered', id: id.slice(asideId.length), text })
    return
  }
  if (id.startsWith(reconnectId)) {
    const fault = subtype === 'error' ? (error ?? 'no reason was given') : null
    for (const told of readReconnected(id.slice(reconnectId.length), fault))
      tellServers(reading, told)
    return
  }
  if (!orderIds.has(id)) return
  // An agent that cannot tell is stopped by its budget when the turn has ended.
  if (id === measureCostId) return readCost(body, reading)
  if (id === measureLimitsId) return readLimitsAnswer(body, reading)
  // Without one the thread keeps the title that it has.
  if (id === makeTitleId) return readTitle(body, reading)
  if (id === giveToolServersId && subtype !== 'error') {
    tellServers(reading, readGiven(body))
    return
  }
  if (subtype === 'error') {
    const detail = error ?? ''
    const values = { order: id }
    notice(reading, `${id}:${reading.at}`, {
      level: 'warning',
      code: 'agent-warning',
      detail,
      values,
    })
  } else if (id === greetId) {
    readGreeting(body, data.response.pending_permission_requests ?? [], reading)
  }
}

function readTitle(body: unknown, reading: Reading): void {
  const { data } = MadeTitle.safeParse(body)
  if (data) reading.signals.push({ type: 'title-made', title: data.title })
}

/** The process's total; the turns before this one are known. */
function readCost(body: unknown, reading: Reading): void {
  const { data } = CostSoFar.safeParse(body)
  if (!data) return
  const turnUsd = Math.max(0, data.session.total_cost_usd - reading.state.totals.costUsd)
  countCost(reading, turnUsd)
  reading.signals.push({ type: 'cost-told', turnUsd }, ...readUsedLimits(body))
}

/** Also an answer that tells nothing is waited for. */
function readLimitsAnswer(body: unknown, reading: Reading): void {
  reading.signals.push(...readUsedLimits(body), { type: 'limits-answered' })
}

/** Only here the reader of a journal learns that a call was refused; its result looks like any failure. */
function readOwnAnswer(id: string, body: unknown, reading: Reading): void {
  const callId = reading.state.asks[id] ?? ''
  const call = openCall(reading.state, callId)
  reading.state = { ...reading.state, asks: without(reading.state.asks, id) }
  if (call && isRecord(body) && body['behavior'] === 'deny') {
    setCall(reading, callId, { ...call, denied: true })
  }
}

function readGreeting(body: unknown, requests: unknown[], reading: Reading): void {
  const greeting = Greeting.safeParse(body)
  const { models = [], commands = [], account } = greeting.success ? greeting.data : {}
  const pending = requests.flatMap((request) => {
    const parsed = PermissionRequest.safeParse(request)
    return parsed.success ? [askOf(parsed.data, reading)] : []
  })
  reading.signals.push({
    type: 'ready',
    models: models.map(offeredModel),
    commands: commandsOf(commands),
    login: loginOf(account),
    pending,
  })
  // Whoever greets an agent that lives was not there when it told this.
  reading.signals.push(...standingAgain(reading.state.toolServers))
}

type ToldModel = NonNullable<z.infer<typeof Greeting>['models']>[number]

/** One that says nothing of effort has none to choose. */
function offeredModel(told: ToldModel): OfferedModel {
  const { value, displayName, description, supportsEffort, supportedEffortLevels = [] } = told
  const efforts = Effort.options.filter((effort) => supportedEffortLevels.includes(effort))
  return {
    value,
    name: displayName ?? value,
    description: description ?? '',
    efforts: supportsEffort ? efforts : [],
  }
}

function askOf({ request_id: id, request }: PermissionRequest, reading: Reading): Ask {
  const { tool_name: tool, input, tool_use_id: callId } = request
  const file = editedFile(tool, input)
  if (callId !== undefined) {
    reading.state = { ...reading.state, asks: { ...reading.state.asks, [id]: callId } }
  }
  const call = callId === undefined ? undefined : openCall(reading.state, callId)
  return {
    id: approvalId(id),
    kind: askKind(tool),
    itemId: callId === undefined ? null : itemId(callId),
    parentId: parentOf(call?.parentId),
    tool: shownName(tool),
    ...toolDetail(tool, input, reading.cwd, asked),
    input,
    editsCheckout:
      file !== null &&
      request.decision_reason_type !== 'safetyCheck' &&
      isOrdinaryFile(file, reading.cwd),
    readsPath: readPlace(tool, input, reading.cwd),
    reason: request.decision_reason || shownPath(request.blocked_path ?? '', reading.cwd) || null,
  }
}

/** Questions of kinds that the product has no screen for are declined in the way that each kind provides. */
function answerTo(subtype: string, requestId: string): string {
  switch (subtype) {
    case 'elicitation':
      return response(requestId, { action: 'decline' })
    case 'request_user_dialog':
      return response(requestId, { behavior: 'cancelled' })
    case 'hook_callback':
      return response(requestId, {})
    default:
      return refusal(requestId, `Unsupported control request subtype: ${subtype}`)
  }
}
