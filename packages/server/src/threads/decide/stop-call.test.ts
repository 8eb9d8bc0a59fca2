// Ending one call: who may be ended, once, and what is said again after a restart.
import { ItemId } from '@a-parallel/contract/nouns'
import { describe, expect, it } from 'vitest'
import { ordersOf } from '../react/orders.ts'
import {
  began,
  command,
  create,
  ended,
  ready,
  scene,
  signals,
  startTurn,
  worktreeReady,
} from '../scene.ts'
import { stopsLeft } from './stop-call.ts'

const stop = (itemId: string) => ({ type: 'stop-call' as const, itemId: ItemId.parse(itemId) })
const named = (handle: string) => ({ ...command('t1', 'running'), handle })

function running() {
  const played = scene()
  for (const each of [create(), worktreeReady, startTurn(10), signals(ready, began())])
    played.play(each)
  played.play(signals({ type: 'item-started', item: command('t1', 'running') }))
  return played
}

describe('the end of one call', () => {
  it('is asked for once, by the name that the agent gave it', () => {
    const played = running()
    expect(() => played.play(stop('t1'))).toThrow('nothing left to stop')
    expect(played.play(signals({ type: 'item-started', item: named('b1') }))).toEqual([
      'item.started',
    ])
    expect(played.play(stop('t1'))).toEqual(['item.stop-requested'])
    expect(played.play(stop('t1'))).toEqual([])
    expect(stopsLeft(played.view!)).toEqual(['b1'])
    const fact = { type: 'item.stop-requested' as const, data: { itemId: ItemId.parse('t1') } }
    const stamp = { threadId: played.view!.id, seq: 99, at: played.view!.since }
    expect(ordersOf(played.view!, { ...stamp, actor: { kind: 'system' }, ...fact })).toEqual([
      { type: 'stop-call', handle: 'b1' },
    ])
  })

  it('is refused for what is over or was never there, and not said again then', () => {
    const played = running()
    played.play(signals({ type: 'item-started', item: named('b1') }))
    played.play(stop('t1'))
    played.play(signals({ type: 'item-completed', item: command('t1', 'completed') }))
    expect(stopsLeft(played.view!)).toEqual([])
    expect(() => played.play(stop('t1'))).toThrow('nothing left to stop')
    expect(() => played.play(stop('t9'))).toThrow('no such call')
    expect(played.play(signals(ended('r1')))).toEqual(['turn.completed'])
  })
})
