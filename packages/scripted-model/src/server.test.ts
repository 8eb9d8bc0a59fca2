import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startScriptedModel, type ScriptedModel } from './server.ts'

let model: ScriptedModel
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scripted-model-'))
  model = await startScriptedModel({ log: join(directory, 'log.ndjson') })
})

afterAll(async () => {
  await model.close()
  await rm(directory, { recursive: true, force: true })
})

const said = (role: string, content: string) => ({ role, content })
const inline = (...steps: unknown[]) => `[[script:${JSON.stringify(steps)}]]`

function ask(text: string, more: object = {}, signal?: AbortSignal): Promise<Response> {
  const body = { model: 'm', stream: true, messages: [{ role: 'user', content: text }], ...more }
  return fetch(`${model.url}/v1/messages?beta=true`, {
    method: 'POST',
    headers: { 'x-claude-code-session-id': 'one' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  })
}

type Event = { type: string; delta?: { text?: string; stop_reason?: string } }

function eventsOf(stream: string): Event[] {
  return stream
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.slice(event.indexOf('data: ') + 6)))
}

test('a reply is a proper stream of events', async () => {
  const answer = await ask(inline([{ thinking: 'hm' }, 'Hello', { tool: 'Bash', input: { a: 1 } }]))
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const events = eventsOf(await answer.text())
  const kinds = ['start', 'delta', 'stop'].map((kind) => `content_block_${kind}`)
  expect(events.map((event) => event.type)).toEqual([
    'message_start',
    ...kinds.toSpliced(1, 0, 'content_block_delta'),
    ...kinds,
    ...kinds,
    'message_delta',
    'message_stop',
  ])
  expect(events.at(-2)?.delta?.stop_reason).toBe('tool_use')
})

test('the same as one message when no stream is asked for', async () => {
  const answer = await ask(inline({ blocks: ['Hello', { tool: 'Bash' }], cut: 2 }), {
    stream: false,
  })
  expect(await answer.json()).toMatchObject({
    role: 'assistant',
    content: [
      { type: 'text', text: 'Hello' },
      { type: 'tool_use', name: 'Bash', input: {} },
    ],
    stop_reason: 'tool_use',
  })
})

test('a refused step heals after so many attempts, for each conversation by itself', async () => {
  const error = { status: 429, headers: { 'retry-after': '1' }, times: 2 }
  const text = inline({ blocks: ['healed'], error })
  const longer = [
    { role: 'user', content: 'x' },
    { role: 'user', content: text },
  ]
  const first = await ask(text)
  expect(first.status).toBe(429)
  expect(first.headers.get('retry-after')).toBe('1')
  expect(await first.json()).toMatchObject({ error: { type: 'rate_limit_error' } })
  expect((await ask(text, { messages: longer })).status).toBe(429)
  expect((await ask(text)).status).toBe(429)
  expect(await (await ask(text)).text()).toContain('healed')
})

test('streams break in every scripted way', async () => {
  const text = 'abcdefghij'
  await expect(ask(inline({ blocks: [text], cut: 4 })).then((one) => one.text())).rejects.toThrow()
  const reset = ask(inline({ blocks: [text], error: { status: 'reset' } }))
  await expect(reset).rejects.toThrow()
  const truncated = await (await ask(inline({ blocks: [text], truncate: 4 }))).text()
  expect(eventsOf(truncated).at(-1)?.delta?.text).toBe('abcd')
  const garbage = await (await ask(inline({ blocks: [text], garbage: 4 }))).text()
  expect(() => eventsOf(garbage)).toThrow()
  const failed = await (await ask(inline({ blocks: [text], streamError: { after: 4 } }))).text()
  expect(eventsOf(failed).at(-1)).toMatchObject({ error: { type: 'overloaded_error' } })
})

test('twenty conversations side by side each play their own script, at its pace', async () => {
  const numbers = Array.from({ length: 20 }, (_, index) => index)
  const answers = await Promise.all(
    numbers.map(async (index) => {
      const script = inline(`first ${index}`, { huge: { deltas: 30, chars: 8, perSecond: 200 } })
      const messages = [said('user', script), said('assistant', 'first'), said('system', 'note')]
      const one = await (await ask(script)).text()
      const began = performance.now()
      const two = await (await ask('', { messages })).text()
      expect(performance.now() - began).toBeGreaterThan(120)
      return [eventsOf(one), eventsOf(two)].map((events) =>
        events.map((event) => event.delta?.text ?? '').join(''),
      )
    }),
  )
  for (const [index, [one, two]] of answers.entries()) {
    expect(one).toBe(`first ${index}`)
    expect(two).toHaveLength(240)
  }
})

test('a hanging reply ends when the reader leaves', async () => {
  const leaving = new AbortController()
  const text = inline({ blocks: ['abcdef'], hang: 3 })
  const answer = await ask(text, {}, leaving.signal)
  const logged = await model.waitForRequest(
    (request) => request.userText === text && request.answer.state === 'hanging',
    10_000,
  )
  expect(logged.answer.text).toBe('abc')
  leaving.abort()
  await expect(answer.text()).rejects.toThrow()
  await model.waitForRequest(
    (request) => request === logged && logged.answer.state === 'aborted',
    10_000,
  )
})

test('a held reply goes on when it is released', async () => {
  const text = inline(['a', { hold: 'gate one' }, 'b'])
  const answer = ask(text).then((one) => one.text())
  await model.waitForRequest((request) => request.answer.holding === 'gate one', 10_000)
  await fetch(`${model.url}/release/gate%20one`, { method: 'POST' })
  const texts = eventsOf(await answer).flatMap((event) => event.delta?.text ?? [])
  expect(texts).toEqual(['a', 'b'])
})

test('twenty thousand deltas arrive whole and quickly, and a slow reader holds them back', async () => {
  const flood = inline({ huge: { deltas: 20_000, chars: 40 } })
  const began = process.cpuUsage()
  const answer = await ask(flood)
  const deltas = eventsOf(await answer.text()).flatMap((event) => event.delta?.text ?? [])
  // Of the processor: others may be using the machine.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(5_000)
  expect(deltas).toHaveLength(20_000)
  const logged = model.requests().at(-1)
  expect(deltas.join('')).toBe(logged?.answer.text)

  const leaving = new AbortController()
  const unread = await ask(inline({ huge: { bytes: 50_000_000, chars: 500 } }), {}, leaving.signal)
  const slow = model.requests().at(-1)
  await unread.body?.getReader().read()
  leaving.abort()
  await model.waitForRequest((one) => one === slow && one.answer.state === 'aborted', 10_000)
  expect(slow?.answer.text.length).toBeLessThan(25_000_000)
})

test('the small requests of the CLI are answered', async () => {
  expect((await fetch(model.url, { method: 'HEAD' })).status).toBe(200)
  const counting = { method: 'POST', body: JSON.stringify({ messages: [] }) }
  const count = await fetch(`${model.url}/v1/messages/count_tokens`, counting)
  expect(await count.json()).toEqual({ input_tokens: 4 })
  const schema = { type: 'object', properties: { title: { type: 'string' } } }
  const title = await ask('<session>\nMend the door\n</session>', {
    stream: false,
    output_config: { format: { type: 'json_schema', schema } },
  })
  expect(await title.json()).toMatchObject({ content: [{ text: '{"title":"Mend the door"}' }] })
  expect((await fetch(`${model.url}/v1/other`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect((await fetch(`${model.url}/v1/messages`, { method: 'POST', body: '{' })).status).toBe(400)
})

test('the log file has a line for every request that ended', async () => {
  const other = await startScriptedModel({ log: join(directory, 'other.ndjson') })
  await fetch(`${other.url}/v1/messages`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: 'hello' }] }),
  })
  await other.close()
  const lines = (await readFile(join(directory, 'other.ndjson'), 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { userText: 'hello', scenario: 'default', step: 0, answer: { state: 'complete' } },
  ])
})

test('as a process of its own it says where it listens, plays a file and ends with its stdin', async () => {
  const serve = fileURLToPath(new URL('./serve.ts', import.meta.url))
  const moments = fileURLToPath(new URL('../moments.json', import.meta.url))
  const flags = ['--scenarios-file', moments, '--speed', '100', '--end-with-stdin']
  const child = spawn(process.execPath, ['--import', 'tsx', serve, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { url, pid } = JSON.parse(String(line))
  expect(pid).toBe(child.pid)
  const answer = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    body: JSON.stringify({ messages: [{ role: 'user', content: '@cut' }] }),
  })
  expect(await answer.text()).toContain('This sentence arrives whole')
  child.stdin.end()
  expect(await exited).toEqual([0, null])
}, 60_000)
