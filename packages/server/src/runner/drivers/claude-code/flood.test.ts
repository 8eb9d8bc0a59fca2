import { expect, test } from 'vitest'
import { journal, only, replay } from '../../../../../../test/support/replay.ts'

const shared = {
  session_id: '1a236fbe-8297-4147-8d94-302cb324fbd6',
  parent_tool_use_id: null,
  uuid: '43b2a900-1325-456a-a7b9-b28bb80d0f28',
}

function event(value: object): string {
  return JSON.stringify({ type: 'stream_event', event: value, ...shared })
}

test('20,000 deltas give 20,000 signals whose text is whole', () => {
  const delta = event({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: 'forty characters of text, give or take. ' },
  })
  const lines = journal([
    event({ type: 'message_start', message: { id: 'm' } }),
    event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    ...Array.from({ length: 20_000 }, () => delta),
  ])
  const { signals } = replay(lines)
  const deltas = only(signals, 'delta')
  expect(deltas).toHaveLength(20_000)
  expect(deltas.at(-1)?.offset).toBe(19_999 * 40)
})
