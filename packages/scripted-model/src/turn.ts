// Answers one request for a message: finds the step that is due, writes it in the log, plays it.
// What is played depends on the conversation alone; only the attempts at a refusing step are counted.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readConversation } from './conversation/conversation.ts'
import { imagesOf } from './conversation/images.ts'
import { blocksOf, textOf, type ApiRequest } from './conversation/request.ts'
import { sideAnswer } from './conversation/side-answer.ts'
import type { Holds } from './play/holds.ts'
import { partsOf } from './play/parts.ts'
import { pause, playStream, playWhole, type Reply } from './play/play.ts'
import { refuse } from './play/refusal.ts'
import type { RequestLog } from './request-log.ts'
import { chooseStep, type Choice } from './script/choose-script.ts'
import type { Scenario } from './script/script.ts'

/** What every answer of one server shares. */
export type Player = {
  readonly scenarios: readonly Scenario[]
  readonly speed: number
  readonly log: RequestLog
  readonly holds: Holds
  readonly attempts: Map<string, number>
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Aborts when the reader leaves before the answer ended. */
function signalOf(response: ServerResponse): AbortSignal {
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) leaving.abort(new Error('the reader left'))
  })
  return leaving.signal
}

/** The attempt at a step, counting from 1. The same conversation asking the same thing again is a retry. */
function countAttempt(player: Player, choice: Choice, key: readonly unknown[]): number {
  if (!choice.step.error) return 1
  const name = JSON.stringify([...key, choice.name, choice.index])
  const attempt = (player.attempts.get(name) ?? 0) + 1
  player.attempts.set(name, attempt)
  return attempt
}

function sentOf({ model, stream, messages, system, output_config: output }: ApiRequest) {
  const effort = output?.effort
  const told = blocksOf(system).map(textOf).join('\n')
  const branch = /Current branch: (.*)$/m.exec(told)?.[1]
  const images = imagesOf(messages)
  return { model, effort, system: told, stream, messages: messages.length, branch, images }
}

/** Answers a POST to /v1/messages. Rejects only for reasons other than the reader leaving. */
export async function answerTurn(
  player: Player,
  request: IncomingMessage,
  response: ServerResponse,
  body: ApiRequest & { readonly inputTokens: number },
): Promise<void> {
  const conversation = readConversation(body)
  const sessionId = header(request, 'x-claude-code-session-id') ?? ''
  const agentId = header(request, 'x-claude-code-agent-id')
  const side = sideAnswer(body)
  const choice: Choice = side
    ? { name: side.kind, index: 0, step: { blocks: [{ text: side.text }] }, pace: undefined }
    : chooseStep(conversation, player.scenarios)
  const { step } = choice
  const asked = [sessionId, agentId, body.messages.length, conversation.userText]
  const attempt = countAttempt(player, choice, asked)
  const logged = player.log.begin({
    kind: side?.kind ?? 'turn',
    sessionId,
    agentId,
    ...sentOf(body),
    userText: conversation.userText,
    scenario: choice.name,
    step: choice.index,
    attempt,
    toolResults: conversation.toolResults,
    told: conversation.told,
  })
  const signal = signalOf(response)
  const play = body.stream ? playStream : playWhole
  const reply: Reply = {
    model: body.model,
    step,
    parts: partsOf(step.blocks, choice.pace, { ...conversation, sessionId }),
    inputTokens: body.inputTokens,
    speed: player.speed,
    signal,
    answer: logged.answer,
    changed: () => player.log.changed(logged),
    hold: async (name) => {
      logged.answer.holding = name
      player.log.changed(logged)
      await player.holds.pass(name, signal)
      logged.answer.holding = undefined
    },
  }
  try {
    await pause(step.delayMs ?? 0, reply)
    const { error } = step
    const refused = error && (error.times === 'always' || attempt <= error.times)
    if (refused) refuse(response, error, logged.answer)
    const ended = refused ? 'refused' : await play(response, reply)
    player.log.end(logged, ended)
  } catch (reason) {
    player.log.end(logged, 'aborted')
    if (!signal.aborted) throw reason
  }
}
