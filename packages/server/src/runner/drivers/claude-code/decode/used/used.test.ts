import { describe, expect, test } from 'vitest'
import { only, signalsFor } from '../../../../../../../../test/support/replay.ts'

const uuid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'

function result(fields: object) {
  return { type: 'result', subtype: 'success', is_error: false, uuid, ...fields }
}

const answers = (response: object) => ({ type: 'control_response', response })

describe('context', () => {
  const turnId = '11111111-1111-4111-8111-111111111111'
  const carried = (input: number, read: number, parent: string | null = null) => ({
    type: 'assistant',
    uuid,
    parent_tool_use_id: parent,
    message: {
      id: `m${input}`,
      model: 'claude-sonnet-5',
      content: [],
      usage: { input_tokens: input, cache_read_input_tokens: read },
    },
  })
  const used = {
    inputTokens: 1,
    outputTokens: 1,
    cacheReadInputTokens: 0,
    cacheCreationInputTokens: 0,
  }
  const modelUsage = { 'claude-sonnet-5[1m]': { ...used, costUSD: 0.5, contextWindow: 1_000_000 } }
  const compacted = {
    type: 'system',
    subtype: 'compact_boundary',
    uuid,
    compact_metadata: { trigger: 'auto' },
  }
  const ends = (...lines: object[]) =>
    only(signalsFor(...lines, result({ modelUsage })), 'turn-ended').map(({ context }) => context)

  test.each([
    ['the last request of the main agent', [carried(10, 5), carried(20, 7)], 27],
    ['not a subagent’s', [carried(10, 5), carried(900, 7, 'call')], 15],
  ])('behind a turn it is what %s carried', (_, lines, tokens) => {
    expect(ends(...lines)).toEqual([{ tokens, window: 1_000_000 }])
  })

  test('is to be measured where nothing is known, or it was summed up in the turn', () => {
    expect(ends()).toEqual([null])
    expect(ends(carried(10, 5), compacted)).toEqual([null])
    expect(ends(compacted, carried(10, 5))).toEqual([null])
  })

  test('what it is filled with is told by kind; free places and what waits are left out', () => {
    const response = {
      totalTokens: 300.4,
      maxTokens: 1000,
      isAutoCompactEnabled: true,
      autoCompactThreshold: 800,
      categories: [
        { name: 'System prompt', tokens: 100 },
        { name: 'Something new', tokens: 200 },
        { name: 'System tools (deferred)', tokens: 50 },
        { name: 'Autocompact buffer', tokens: 200 },
        { name: 'Free space', tokens: 500 },
        { name: 'Skills', tokens: 0 },
      ],
    }
    const id = `measure-context:${turnId}`
    const told = (body: object) =>
      signalsFor(answers({ subtype: 'success', request_id: id, response: body }))
    const parts = [
      { kind: 'system-prompt', name: 'System prompt', tokens: 100 },
      { kind: 'other', name: 'Something new', tokens: 200 },
    ]
    const context = { turnId, tokens: 300, window: 1000, compactAt: 800, parts }
    expect(told(response)).toEqual([{ type: 'context-measured', context }])
    expect(told({ ...response, isAutoCompactEnabled: false })).toMatchObject([
      { context: { compactAt: null } },
    ])
    expect(told({ nothing: true })).toEqual([])
    expect(signalsFor(answers({ subtype: 'error', request_id: id, error: 'No.' }))).toEqual([])
  })

  test('what each model used is the difference to the turn before', () => {
    const [first, second] = only(
      signalsFor(
        result({ modelUsage }),
        result({
          uuid: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
          modelUsage: {
            ...modelUsage,
            haiku: { ...used, inputTokens: 7, costUSD: 0.25 },
          },
        }),
      ),
      'turn-ended',
    )
    const nothing = { outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0 }
    expect(first?.usage.models).toEqual([
      { model: 'claude-sonnet-5[1m]', inputTokens: 1, ...nothing, costUsd: 0.5 },
    ])
    expect(second?.usage.models).toEqual([
      { model: 'haiku', inputTokens: 7, ...nothing, costUsd: 0.25 },
    ])
  })
})
