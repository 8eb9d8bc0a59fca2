import { ImageId } from '@a-parallel/contract/nouns'
import { heldTurns, parkedUntil, queuedTurns, threadStatus } from '@a-parallel/contract/model'
import type { Delivery, Item, Signal, ThreadView, Turn } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import type { Command } from '../command.ts'
import { ordersOf } from '../react/orders.ts'
import {
  ask,
  began,
  create,
  ended,
  id,
  message,
  ready,
  runId,
  scene,
  signals,
  startTurn,
  worktreeReady,
} from '../scene.ts'

const say = (turn: number, delivery?: Delivery): Command => ({
  type: 'say',
  turnId: id(turn),
  text: `words ${turn}`,
  delivery,
})
const anImage = { mediaType: 'image/png', bytes: 4, width: 1, height: 1, name: '' } as const
const taken = (turn: number): Signal => ({ type: 'message-taken', turnId: id(turn) })
const gone: Command = {
  type: 'run-ended',
  runId,
  open: [],
  end: { kind: 'exited', code: 0, signal: null, stderr: '' },
}

/** Turn 10 is at work; 11 and 12 wait. */
function waiting() {
  const played = scene()
  for (const command of [create(), worktreeReady, startTurn(10), signals(ready, began())])
    played.play(command)
  played.play(say(11))
  played.play(say(12))
  const queue = () => queuedTurns(played.view!).map((turn) => turn.text)
  const orders = () => ordersOf(played.view!, played.log.at(-1)!).map((order) => order.type)
  const timeline = () =>
    played.view!.items.flatMap((item) => ('text' in item ? [`${item.text} ${item.turnId}`] : []))
  return { ...played, played, queue, orders, timeline }
}

describe('a message that waits', () => {
  it('is reworded, also in the timeline', () => {
    const { played, queue, timeline } = waiting()
    expect(played.play({ type: 'change-message', turnId: id(11), text: 'better' })).toEqual([
      'turn.reworded',
    ])
    expect(queue()).toEqual(['better', 'words 12'])
    expect(timeline()).toContain(`better ${id(11)}`)
    expect(played.play({ type: 'change-message', turnId: id(11), text: 'better' })).toEqual([])
  })

  it('keeps its images with other words, and its words with other images', () => {
    const { played } = waiting()
    const image = (digit: string) => ({ ...anImage, id: ImageId.parse(digit.repeat(64)) })
    const turn = () => played.view!.turns.find((one) => one.id === id(13))
    const item = () =>
      played.view!.items.find((one) => one.kind === 'user-message' && one.turnId === id(13)) as
        | Extract<Item, { kind: 'user-message' }>
        | undefined
    const said = (one: Pick<Turn, 'text' | 'images'> | undefined) => [one?.text, one?.images]
    const twice = (one: unknown) => [one, one]
    const both = () => [said(turn()), said(item())]
    const change = (part: object) =>
      played.play({ type: 'change-message', turnId: id(13), ...part })
    played.play({ type: 'say', turnId: id(13), text: 'look', images: [image('a')] })
    expect(both()).toEqual(twice(['look', [image('a')]]))
    change({ text: 'see' })
    change({ images: [image('a')] })
    expect(both()).toEqual(twice(['see', [image('a')]]))
    expect(change({ images: [image('b')] })).toEqual(['turn.reworded'])
    expect(both()).toEqual(twice(['see', [image('b')]]))
    expect(change({ text: '' })).toEqual(['turn.reworded'])
    expect(() => change({ images: [] })).toThrow('Say something')
  })

  it('takes another place', () => {
    const { played, queue } = waiting()
    played.play({ type: 'change-message', turnId: id(12), before: id(11) })
    expect(queue()).toEqual(['words 12', 'words 11'])
    played.play({ type: 'change-message', turnId: id(12), before: null })
    expect(queue()).toEqual(['words 11', 'words 12'])
    expect(() => played.play({ type: 'change-message', turnId: id(12), before: id(10) })).toThrow(
      'stop the thread',
    )
  })

  it('is taken back for good, also when the same request comes again', () => {
    const { played, queue, timeline } = waiting()
    expect(played.play({ type: 'withdraw', turnId: id(11) })).toEqual(['turn.withdrawn'])
    expect(played.play({ type: 'withdraw', turnId: id(11) })).toEqual([])
    expect(played.play(say(11))).toEqual([])
    expect(queue()).toEqual(['words 12'])
    expect(timeline().join()).not.toContain('words 11')
    expect(() => played.play({ type: 'change-message', turnId: id(11), text: 'x' })).toThrow(
      'Write it again',
    )
  })

  it('can no longer be changed once its turn began, and one that never was is not there', () => {
    const { played } = waiting()
    for (const wish of ['withdraw', 'change-message'] as const) {
      expect(() => played.play({ type: wish, turnId: id(10) })).toThrow('stop the thread')
      expect(() => played.play({ type: wish, turnId: id(77) })).toThrow('no such message')
    }
  })

  it('begins in the order of the queue, behind what began before', () => {
    const { played, queue } = waiting()
    played.play({ type: 'change-message', turnId: id(12), before: id(11) })
    played.play(signals(ended('r1')))
    played.play(startTurn(12))
    expect(queue()).toEqual(['words 11'])
    expect(played.view!.turns.map((turn) => turn.text)).toEqual(['Fix it', 'words 12', 'words 11'])
  })
})

describe('a message into the running turn', () => {
  it('is handed over at once, and joins the turn in which the agent reads it', () => {
    const { played, orders, timeline } = waiting()
    expect(played.play(say(13, 'into-turn'))).toEqual(['turn.queued', 'turn.handed'])
    expect(orders()).toEqual(['say'])
    expect(() => played.play({ type: 'withdraw', turnId: id(13) })).toThrow('stop the thread')
    played.play(signals({ type: 'item-completed', item: message('m1', 'Between') }))
    expect(played.play(signals(taken(13)))).toEqual(['turn.joined'])
    expect(timeline().at(-1)).toBe(`words 13 ${id(10)}`)
    expect(played.play(signals(taken(13)))).toEqual([])
    expect(played.play(say(13, 'into-turn'))).toEqual([])
    expect(played.play(signals(ended('r1')))).toEqual(['turn.completed'])
  })

  it('is the next turn, before all others, where the agent did not read it in time', () => {
    const { played, orders, queue } = waiting()
    played.play(say(13, 'into-turn'))
    played.play(say(14, 'into-turn'))
    expect(played.play(signals(ended('r1')))).toEqual(['turn.completed', 'turn.started'])
    expect(orders()).toEqual(['say'])
    // Both wait inside the agent; it reads them as one.
    expect(played.play(signals(began(), taken(14), taken(13)))).toEqual(['turn.joined'])
    expect(queue()).toEqual(['words 11', 'words 12'])
    expect(played.play(signals(ended('r2')))).toEqual(['turn.completed'])
  })

  it('waits as any other when its agent ends without having read it', () => {
    const { played, queue } = waiting()
    played.play(say(13, 'into-turn'))
    played.play(gone)
    expect(queue()).toEqual(['words 11', 'words 12', 'words 13'])
    expect(played.play({ type: 'withdraw', turnId: id(13) })).toEqual(['turn.withdrawn'])
  })

  it('waits in the queue where nothing is at work', () => {
    const { played } = waiting()
    played.play(signals(ended('r1')))
    expect(played.play(say(13, 'into-turn'))).toEqual(['turn.queued'])
  })
})

describe('stop and send', () => {
  it('breaks the turn off once and comes next', () => {
    const { played, orders, queue } = waiting()
    expect(played.play(say(13, 'stop-first'))).toEqual([
      'turn.queued',
      'turn.moved',
      'turn.interrupt-requested',
    ])
    expect(orders()).toEqual(['interrupt'])
    expect(played.play({ type: 'change-message', turnId: id(12), delivery: 'stop-first' })).toEqual(
      ['turn.moved'],
    )
    expect(queue()).toEqual(['words 12', 'words 13', 'words 11'])
    expect(played.play(signals(ended('r1', { outcome: 'interrupted' })))).toEqual([
      'turn.interrupted',
    ])
    expect(threadStatus(played.view!)).toBe('pending')
  })
})

describe('a usage limit', () => {
  const problem = { code: 'usage_limit', detail: 'Enough.', values: { resetsAt: 1_800_000_000 } }
  const limit = (resultId: string) => signals(ended(resultId, { outcome: 'failed', problem }))
  const parked = (view: ThreadView) => heldTurns(view).map((turn) => turn.text)

  it('keeps what waits, in its order, until the thread goes on: first with what failed', () => {
    const { played, queue } = waiting()
    expect(played.play(limit('r1'))).toEqual(['turn.failed', 'turn.held', 'turn.held'])
    expect(played.play(limit('r1'))).toEqual([])
    expect(queue()).toEqual([])
    expect(threadStatus(played.view!)).toBe('failed')
    expect(parkedUntil(played.view!)).toBe('2027-01-15T08:00:00.000Z')
    played.play({ type: 'resume', turnId: id(50) })
    expect(queue()).toEqual(['Fix it', 'words 11', 'words 12'])
    // Too early: it is held again.
    played.play(startTurn(50))
    played.play(limit('r2'))
    expect([queue(), parked(played.view!)]).toEqual([[], ['words 11', 'words 12']])
    played.play({ type: 'resume', turnId: id(51) })
    expect(queue()).toEqual(['Fix it', 'words 11', 'words 12'])
  })

  it('lets go of nothing that a person held', () => {
    const { played, queue } = waiting()
    played.play({ type: 'stop' })
    played.play(gone)
    for (const command of [say(13), startTurn(13), signals(ready, began(501)), say(14)])
      played.play(command)
    played.play(limit('r1'))
    expect(parked(played.view!)).toEqual(['words 11', 'words 12', 'words 14'])
    played.play({ type: 'resume', turnId: id(50) })
    expect(queue()).toEqual(['words 13', 'words 14'])
    expect(parked(played.view!)).toEqual(['words 11', 'words 12'])
  })
})

describe('a stop', () => {
  it('keeps what waits until a person lets it go, and lets a new message pass', () => {
    const { played, queue } = waiting()
    played.play({ type: 'stop' })
    played.play(gone)
    expect(threadStatus(played.view!)).toBe('stopped')
    expect(heldTurns(played.view!).map((turn) => turn.text)).toEqual(['words 11', 'words 12'])
    played.play(say(13))
    expect(queue()).toEqual(['words 13'])
    expect(played.play({ type: 'change-message', turnId: id(11), delivery: 'queue' })).toEqual([
      'turn.released',
    ])
    expect(queue()).toEqual(['words 11', 'words 13'])
  })

  it('takes back what the agent was handed', () => {
    const { played } = waiting()
    played.play(say(13, 'into-turn'))
    expect(played.play({ type: 'stop' })).toEqual([
      'turn.held',
      'turn.held',
      'turn.held',
      'run.stop-requested',
    ])
    const held = played.log.findLast((event) => event.type === 'turn.held')
    expect(ordersOf(played.view!, held!).map((order) => order.type)).toEqual(['take-back'])
    // It may have read it just before.
    expect(played.play(signals(taken(13)))).toEqual(['turn.joined'])
  })

  it('by a no holds the queue as well, and what the agent was handed can be changed again', () => {
    const { played, queue } = waiting()
    played.play(say(13, 'into-turn'))
    played.play(signals({ type: 'approval-asked', ask: ask('a1') }))
    const no = {
      decision: 'deny',
      message: null,
      answers: null,
      permissionMode: null,
      rule: null,
      stop: true,
    } as const
    expect(played.play({ type: 'answer', approvalId: ask('a1').id, ...no })).toEqual([
      'turn.held',
      'turn.held',
      'turn.held',
      'approval.answered',
    ])
    const last = played.log.findLast((event) => event.type === 'turn.held')
    expect(ordersOf(played.view!, last!).map((order) => order.type)).toEqual(['take-back'])
    played.play(signals(ended('r1', { outcome: 'interrupted' })))
    expect([threadStatus(played.view!), queue()]).toEqual(['stopped', []])
    for (const turn of [11, 12, 13])
      played.play({ type: 'change-message', turnId: id(turn), delivery: 'queue' })
    expect(queue()).toEqual(['words 11', 'words 12', 'words 13'])
  })

  it('before anything began is resumed by sending what is held', () => {
    const played = scene()
    played.play(create())
    played.play(worktreeReady)
    expect(played.play({ type: 'stop' })).toEqual(['turn.held'])
    expect(threadStatus(played.view!)).toBe('stopped')
    expect(played.play({ type: 'resume', turnId: id(50) })).toEqual(['turn.released'])
    expect(threadStatus(played.view!)).toBe('pending')
  })
})
