// The real CLI against the scripted model: every moment a script can make, seen in the CLI's own lines.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  readScenarioFile,
  startScriptedModel,
  type ScriptedModel,
} from '@a-parallel/scripted-model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startClaude, type ClaudeRig, type CliLine } from './claude-rig.ts'

const moments = fileURLToPath(
  new URL('../../packages/scripted-model/moments.json', import.meta.url),
)
const inline = (steps: unknown) => `Do as I say. [[script:${JSON.stringify(steps)}]]`

let model: ScriptedModel
let rig: ClaudeRig

beforeAll(async () => {
  model = await startScriptedModel({ scenarios: await readScenarioFile(moments) })
  rig = await startClaude({ apiUrl: model.url })
}, 60_000)

afterAll(async () => {
  await rig.stop()
  await model.close()
}, 30_000)

const asked = (line: CliLine) =>
  // The CLI's can_use_tool lines always carry a request object.
  (line['request'] ?? {}) as { subtype?: string; tool_name?: string; input?: object }

const allow = (line: CliLine, more: object = {}) =>
  rig.decide(line, { behavior: 'allow', updatedInput: { ...asked(line).input, ...more } })

const isResult = (line: CliLine) => line.type === 'result'

/** Plays one prompt, deciding every request for permission with `decide`. */
async function play(prompt: string, decide: (line: CliLine) => void): Promise<CliLine> {
  const from = rig.lines.length
  const seen = new Set<CliLine>()
  rig.prompt(prompt)
  for (;;) {
    const fits = (line: CliLine) =>
      isResult(line) || (line.type === 'control_request' && !seen.has(line))
    const line = await rig.waitFor(fits, 20_000, from)
    if (isResult(line)) return line
    seen.add(line)
    decide(line)
  }
}

test('text streams in deltas, and the log knows exactly what was sent', async () => {
  const from = rig.lines.length
  const result = await rig.turn(inline([{ text: 'One two three four five', chunk: 4 }]))
  expect(result).toMatchObject({ is_error: false, result: 'One two three four five' })
  const deltas = rig.lines.slice(from).filter((line) => JSON.stringify(line).includes('text_delta'))
  expect(deltas).toHaveLength(6)
  expect(model.requests().at(-1)).toMatchObject({
    sessionId: rig.sessionId,
    scenario: 'inline',
    answer: { text: 'One two three four five', state: 'complete', stopReason: 'end_turn' },
  })
})

test('two tools in one step both run, and a held reply waits for its release', async () => {
  const steps = [
    [
      { thinking: 'Both at once' },
      { tool: 'Bash', input: { command: 'ls', description: 'List' } },
      { tool: 'Read', input: { file_path: '{{cwd}}/README.md' } },
    ],
    ['Held ', { hold: 'gate' }, 'and released'],
  ]
  const from = rig.lines.length
  rig.prompt(inline(steps))
  const held = await model.waitForRequest((request) => request.answer.holding === 'gate', 20_000)
  expect(held.toolResults.map((result) => result.isError)).toEqual([false, false])
  const seen = held.toolResults.map((result) => result.text).join()
  expect(seen).toContain('A small repository')
  model.release('gate')
  const result = await rig.waitFor(isResult, 20_000, from)
  expect(result).toMatchObject({ is_error: false, result: 'Held and released' })
})

test('529 twice, then it heals', async () => {
  const from = rig.lines.length
  expect(await rig.turn('@overloaded please')).toMatchObject({ result: 'Back again.' })
  const retries = rig.lines.slice(from).filter((line) => line['subtype'] === 'api_retry')
  expect(retries).toHaveLength(2)
})

test('a cut stream falls back to one whole answer', async () => {
  const result = await rig.turn('@cut')
  expect(result).toMatchObject({
    is_error: false,
    result: 'This sentence arrives whole, at the second attempt at the latest.',
  })
  const tries = model.requests().filter((request) => request.scenario === 'cut')
  expect(tries.map((one) => [one.stream, one.answer.state, one.answer.text.length])).toEqual([
    [true, 'broken', 20],
    [false, 'complete', 65],
  ])
})

test('permission, question, to-dos, subagent, a test that fails and is fixed, and a plan', async () => {
  const permission = await play('@permission', (line) =>
    rig.decide(line, { behavior: 'deny', message: 'not today' }),
  )
  expect(permission['result']).toContain('not today')

  const question = await play('@question', (line) =>
    allow(line, { answers: { 'Which colour shall the button have?': 'Blue' } }),
  )
  expect(question['result']).toContain('Blue')

  await play('@todo', allow)
  const ids = model.requests().flatMap((request) => request.answer.toolUses)
  const updates = ids.filter((tool) => tool.name === 'TaskUpdate').map((tool) => tool.input)
  expect(updates).toMatchObject([{ taskId: '1' }, { taskId: '1' }, { taskId: '2' }])

  const subagent = await play('@subagent', allow)
  expect(subagent['result']).toContain('My subagent says: The subagent saw: README.md')
  expect(model.requests().filter((request) => request.agentId)).toHaveLength(2)

  const fixed = await play('@fix-test', allow)
  expect(fixed['result']).toBe('The test passes now.')
  const runs = model.requests().filter((request) => request.scenario === 'fix-test')
  expect(runs.map((request) => request.toolResults.some((result) => result.isError))).toEqual([
    false,
    false,
    true,
    false,
    false,
  ])

  const asks: string[] = []
  const plan = await play('@plan', (line) => {
    asks.push(JSON.stringify(asked(line)))
    allow(line)
  })
  expect(plan['result']).toBe('The plan is carried out.')
  expect(asks.find((ask) => ask.includes('ExitPlanMode'))).toContain('Say hello')
  expect(await readFile(join(rig.cwd, 'greeting.txt'), 'utf8')).toBe('hello\n')
}, 60_000)

test('a flood of deltas arrives whole', async () => {
  const from = rig.lines.length
  await rig.turn(inline([{ huge: { deltas: 3000, chars: 20 } }]), 30_000)
  const sent = model.requests().at(-1)?.answer.text ?? ''
  expect(sent).toHaveLength(60_000)
  const result = rig.lines.slice(from).find(isResult)
  expect(result?.['result']).toBe(sent)
}, 40_000)

test('an interrupt while the model hangs ends the turn, and the next one works', async () => {
  const from = rig.lines.length
  rig.prompt(inline([{ blocks: ['Begun, never ended'], hang: 5 }]))
  const request = await model.waitForRequest((one) => one.answer.state === 'hanging', 20_000)
  await rig.waitFor((line) => JSON.stringify(line).includes('text_delta'), 20_000, from)
  await rig.control({ subtype: 'interrupt' })
  expect(await rig.waitFor(isResult, 20_000, from)).toMatchObject({ is_error: true })
  await model.waitForRequest((one) => one === request && one.answer.state === 'aborted', 20_000)
  expect(await rig.turn('hello')).toMatchObject({ is_error: false })
})

test('side by side, each plays its own script', async () => {
  const others = await Promise.all([1, 2].map(() => startClaude({ apiUrl: model.url })))
  try {
    const results = await Promise.all(
      [rig, ...others].map((one, index) =>
        one.turn(
          inline([
            { tool: 'Bash', input: { command: 'pwd' } },
            `I am ${index}: {{cwd}} {{toolResult}}`,
          ]),
        ),
      ),
    )
    for (const [index, one] of [rig, ...others].entries()) {
      expect(results[index]?.['result']).toBe(`I am ${index}: ${one.cwd} ${one.cwd}`)
    }
  } finally {
    await Promise.all(others.map((one) => one.stop()))
  }
}, 60_000)
