import { expect, it } from 'vitest'
import { claudeCode } from '../../driver.ts'
import {
  checkout,
  journal,
  recording,
  recordingNames,
  replay,
} from '../../../../../../../../test/support/replay.ts'

const uuid = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'
const usage = (input_tokens: number, output_tokens: number) => ({ input_tokens, output_tokens })
const begins = (id: string, told: object, parent: string | null = null) => ({
  type: 'stream_event',
  parent_tool_use_id: parent,
  event: { type: 'message_start', message: { id, usage: told } },
})
const block = (id: string, told: object, parent: string | null = null) => ({
  type: 'assistant',
  uuid,
  parent_tool_use_id: parent,
  message: { id, model: 'claude-sonnet-5', content: [], usage: told },
})
const ends = (told: object, parent: string | null = null) => ({
  type: 'stream_event',
  parent_tool_use_id: parent,
  event: { type: 'message_delta', delta: {}, usage: told },
})
const cost = (usd: number) => ({
  type: 'control_response',
  response: {
    subtype: 'success',
    request_id: 'measure-cost',
    response: { session: { total_cost_usd: usd } },
  },
})
const result = { type: 'result', subtype: 'success', is_error: false, uuid, total_cost_usd: 2 }
const lines = (...values: object[]) => journal(values.map((value) => JSON.stringify(value)))
const usedAfter = (...values: object[]) => replay(lines(...values)).decoder.used()

const nothing = { cacheReadTokens: 0, cacheWriteTokens: 0, costUsd: 0 }

it('adds up requests, each once, with what each answered in the end', () => {
  const first = [
    begins('m1', usage(100, 1)),
    block('m1', usage(100, 1)),
    block('m1', usage(100, 1)),
  ]
  expect(usedAfter(...first)).toEqual({ inputTokens: 100, outputTokens: 1, ...nothing })
  const told = { ...usage(150, 7), cache_read_input_tokens: 30, cache_creation_input_tokens: 4 }
  expect(usedAfter(...first, ends(usage(100, 40)), block('m2', told))).toEqual({
    inputTokens: 250,
    outputTokens: 47,
    cacheReadTokens: 30,
    cacheWriteTokens: 4,
    costUsd: 0,
  })
})

it('counts subagents beside the main agent, whatever comes between', () => {
  const used = usedAfter(
    begins('m1', usage(100, 1)),
    begins('s1', usage(10, 1), 'call'),
    block('m1', usage(100, 1)),
    ends(usage(10, 5), 'call'),
    ends(usage(100, 9)),
  )
  expect(used).toEqual({ inputTokens: 110, outputTokens: 14, ...nothing })
})

it('knows the dollars that were told last, of this turn alone, and begins anew behind a result', () => {
  expect(usedAfter(block('m1', usage(9, 1)), cost(1.5))).toMatchObject({ costUsd: 1.5 })
  expect(usedAfter(block('m1', usage(9, 1)), cost(1.5), result)).toBeNull()
  const next = usedAfter(block('m1', usage(9, 1)), result, block('m2', usage(5, 1)), cost(2.25))
  expect(next).toEqual({ ...nothing, inputTokens: 5, outputTokens: 1, costUsd: 0.25 })
})

it('tells of nothing where no request was answered, and takes no nonsense for a number', () => {
  expect(usedAfter()).toBeNull()
  const nonsense = { input_tokens: 'x', output_tokens: -5, cache_read_input_tokens: 1.4 }
  expect(usedAfter(begins('m1', nonsense))).toEqual({
    ...nothing,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 1,
  })
})

it.each(recordingNames())(
  'of %s it is the same from every place where reading may begin',
  (name) => {
    const all = journal(recording(name))
    const decoder = claudeCode.decoder(checkout, null)
    for (const [count, { text, at, next }] of all.entries()) {
      decoder.read(text, at, next)
      const again = replay(all.slice(0, count + 1), decoder.checkpoint()).decoder
      expect(again.used()).toEqual(decoder.used())
    }
  },
)
