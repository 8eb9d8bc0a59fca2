// Plays one step as an answer of the Messages API: as a stream of events or as one JSON message.
// It breaks the answer only where the script says so, and stops as soon as the reader leaves.
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '../request-log.ts'
import type { Step } from '../script/script.ts'
import { breakStream, breakOf, type Break } from './break.ts'
import type { ContentPart, Part } from './parts.ts'
import { SseWriter } from './sse.ts'

export type Reply = {
  readonly model: string
  readonly step: Step
  readonly parts: readonly Part[]
  readonly inputTokens: number
  /** Divides every delay; Infinity leaves them out. */
  readonly speed: number
  readonly signal: AbortSignal
  /** Where the exact answer is written down while it is sent. */
  readonly answer: Answer
  /** Tells the log that the answer came to a standstill. */
  readonly changed: () => void
  /** Waits at a gate. */
  readonly hold: (name: string) => Promise<void>
}

const charsPerToken = 4

function usageOf(reply: Reply, outputTokens: number): Record<string, number> {
  return {
    input_tokens: reply.inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
    ...reply.step.usage,
  }
}

function messageOf(reply: Reply): Record<string, unknown> {
  return {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    model: reply.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: usageOf(reply, 1),
  }
}

function stopReasonOf({ step, parts }: Reply): string {
  const usesTools = parts.some((part) => part.kind === 'tool')
  return step.stopReason ?? (usesTools ? 'tool_use' : 'end_turn')
}

/** Waits scaled milliseconds; rejects when the reader leaves. */
export async function pause(ms: number, { speed, signal }: Pick<Reply, 'speed' | 'signal'>) {
  if (ms / speed > 0) await sleep(ms / speed, undefined, { signal })
}

async function passPause(part: Exclude<Part, ContentPart>, reply: Reply): Promise<void> {
  await (part.kind === 'wait' ? pause(part.ms, reply) : reply.hold(part.name))
}

function startBlock(part: ContentPart): Record<string, unknown> {
  if (part.kind === 'tool') return { type: 'tool_use', ...part.tool, input: {} }
  if (part.kind === 'thinking') return { type: 'thinking', thinking: '', signature: '' }
  return { type: 'text', text: '' }
}

function delta(kind: ContentPart['kind'], piece: string): Record<string, unknown> {
  if (kind === 'tool') return { type: 'input_json_delta', partial_json: piece }
  if (kind === 'thinking') return { type: 'thinking_delta', thinking: piece }
  return { type: 'text_delta', text: piece }
}

function writeDown(answer: Answer, part: ContentPart, text: string): void {
  if (part.kind === 'text') answer.text += text
  if (part.kind === 'thinking') answer.thinking += text
}

/** The piece with the monotonic clock in its first characters, as long as before if it has room for it. */
function stamp(piece: string): string {
  const time = `<${(Number(process.hrtime.bigint()) / 1e6).toFixed(3)}> `
  return time + piece.slice(time.length)
}

class Stream {
  readonly #reply: Reply
  readonly #writer: SseWriter
  readonly #break: Break | undefined
  #sent = 0

  constructor(reply: Reply, writer: SseWriter) {
    this.#reply = reply
    this.#writer = writer
    this.#break = breakOf(reply.step)
  }

  /** Sends the whole reply; returns the break it ran into, if it has one. */
  async play(): Promise<Break | undefined> {
    await this.#writer.send({ type: 'message_start', message: messageOf(this.#reply) })
    let index = 0
    for (const part of this.#reply.parts) {
      if (part.kind === 'wait' || part.kind === 'hold') {
        await this.#writer.flush()
        await passPause(part, this.#reply)
      } else {
        if (await this.#block(part, index)) break
        if (!part.staysOpen) index++
      }
    }
    if (!this.#break) await this.#finish()
    await this.#writer.flush()
    return this.#break
  }

  /** Sends one block; true if the break came inside it. */
  async #block(part: ContentPart, index: number): Promise<boolean> {
    const writer = this.#writer
    if (!part.continues) {
      await writer.send({ type: 'content_block_start', index, content_block: startBlock(part) })
    }
    const rest = part.delayMs / this.#reply.speed
    let due = performance.now()
    let json = ''
    for (const made of part.pieces) {
      due += rest
      const early = due - performance.now()
      if (early > 1) {
        await writer.flush()
        await sleep(early, undefined, { signal: this.#reply.signal })
      }
      const whole = part.stamped ? stamp(made) : made
      const left = (this.#break?.after ?? Number.POSITIVE_INFINITY) - this.#sent
      const piece = whole.slice(0, left)
      this.#sent += piece.length
      if (part.kind === 'tool') json += piece
      writeDown(this.#reply.answer, part, piece)
      if (piece !== '') {
        const event = { type: 'content_block_delta', index, delta: delta(part.kind, piece) }
        await writer.send(event)
      }
      if (piece.length < whole.length) return true
    }
    if (part.tool) this.#reply.answer.toolUses.push({ ...part.tool, input: JSON.parse(json) })
    if (part.staysOpen) return false
    if (part.kind === 'thinking') {
      const signed = { type: 'signature_delta', signature: 'scripted' }
      await writer.send({ type: 'content_block_delta', index, delta: signed })
    }
    await writer.send({ type: 'content_block_stop', index })
    return false
  }

  async #finish(): Promise<void> {
    const stopReason = stopReasonOf(this.#reply)
    this.#reply.answer.stopReason = stopReason
    await this.#writer.send({
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: usageOf(this.#reply, Math.ceil(this.#sent / charsPerToken) + 1),
    })
    await this.#writer.send({ type: 'message_stop' })
  }
}

/** Answers with server-sent events. Resolves when the answer ended, whole or broken; rejects when the reader left. */
export async function playStream(
  response: ServerResponse,
  reply: Reply,
): Promise<'complete' | 'broken'> {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'request-id': `req_${randomUUID().replaceAll('-', '')}`,
    ...reply.step.headers,
  })
  const writer = new SseWriter(response, reply.signal)
  const broken = await new Stream(reply, writer).play()
  if (broken) {
    if (broken.how === 'hang') reply.answer.state = 'hanging'
    reply.changed()
    await breakStream(broken, response, writer, reply.signal)
    return 'broken'
  }
  response.end()
  return 'complete'
}

/** Answers with one JSON message. Breaks inside the reply do not apply: it arrives whole. */
export async function playWhole(response: ServerResponse, reply: Reply): Promise<'complete'> {
  const content: unknown[] = []
  let chars = 0
  let joined = ''
  for (const part of reply.parts) {
    if (part.kind === 'wait' || part.kind === 'hold') {
      await passPause(part, reply)
      continue
    }
    const text = [...part.pieces].join('')
    chars += text.length
    writeDown(reply.answer, part, text)
    if (part.tool) {
      const input: unknown = JSON.parse(text)
      reply.answer.toolUses.push({ ...part.tool, input })
      content.push({ type: 'tool_use', ...part.tool, input })
    } else {
      joined = part.continues ? joined + text : text
      if (part.staysOpen) continue
      content.push(
        part.kind === 'thinking'
          ? { type: 'thinking', thinking: joined, signature: 'scripted' }
          : { type: 'text', text: joined },
      )
    }
  }
  const stopReason = stopReasonOf(reply)
  reply.answer.stopReason = stopReason
  const usage = usageOf(reply, Math.ceil(chars / charsPerToken) + 1)
  response.writeHead(200, { 'content-type': 'application/json', ...reply.step.headers })
  response.end(JSON.stringify({ ...messageOf(reply), content, stop_reason: stopReason, usage }))
  return 'complete'
}
