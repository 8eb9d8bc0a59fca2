// When the lines that commands changed are read, and when not.
import type { ToolDetail } from '@a-parallel/contract/nouns'
import type { ChangedLines, ThreadView } from '@a-parallel/shared'
import pino from 'pino'
import { expect, it } from 'vitest'
import type { Runner } from '../../runner/port.ts'
import { began, command, create, ended, id, ready, scene, signals } from '../scene.ts'
import { startTurn, worktreeReady } from '../scene.ts'
import { openLines } from './lines.ts'

type Ask = Parameters<Runner['checkpoints']['lines']>[0]
type Read = { files: ChangedLines[]; omitted: number }

const edit: ToolDetail = {
  kind: 'edit',
  path: 'edited.ts',
  created: false,
  hunks: [],
  added: 1,
  removed: 0,
  omittedLines: 0,
}
const read: Read = { files: [{ path: 'by-command.ts', lines: ['-old', '+new'] }], omitted: 1 }

/** A thread whose turn is over, with an edit in it; and what is asked of git from then on. */
function watched() {
  const played = scene()
  const asks: (Ask & { answer: (found: Read) => void; fail: () => void })[] = []
  const lines = openLines({
    runner: {
      checkpoints: {
        lines: (ask) =>
          new Promise((answer, reject) => {
            const fail = () => reject(new Error('no'))
            ask.signal.addEventListener('abort', fail)
            asks.push({ ...ask, answer, fail })
          }),
      },
    },
    lane: { perform: (_, wanted, actor) => play(wanted, actor) },
    view: () => played.view,
    log: pino({ level: 'silent' }),
  })
  const changed = () => lines.changed(played.view as ThreadView) // It was created first.
  const play = (...wanted: Parameters<typeof played.play>) => {
    played.play(...wanted)
    changed()
    return played.log.length
  }
  const item = command('call', 'completed')
  if (item.kind === 'tool-call') item.detail = edit
  for (const wanted of [
    create(),
    worktreeReady,
    startTurn(10),
    signals(ready, began(), { type: 'item-completed', item }, ended('one')),
  ])
    play(wanted)
  const kept = (place: 'before' | 'after', ...files: string[]) =>
    play({
      type: 'checkpoint',
      turnId: id(10),
      place,
      outcome: { kind: 'captured', commit: place, omitted: [], changed: files },
    })
  kept('before')
  const facts = () => played.log.filter(({ type }) => type === 'checkpoint.lines-read')
  return { asks, facts, kept, lines, play, changed }
}

/** What follows an answer has come about. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('asks git for nothing where nothing has changed, or only what edits tell of', () => {
  for (const files of [[], ['edited.ts']]) {
    const { asks, kept } = watched()
    kept('after', ...files)
    expect(asks).toEqual([])
  }
})

it('reads them once, behind the turn, but those of its edits, and writes them down', async () => {
  const { asks, facts, kept, changed } = watched()
  kept('after', 'by-command.ts', 'edited.ts')
  changed()
  expect(asks).toMatchObject([
    { repository: '/repo', from: 'before', to: 'after', but: ['edited.ts'] },
  ])
  asks[0]?.answer(read)
  await settled()
  expect(facts()).toMatchObject([{ actor: { kind: 'system' }, data: { turnId: id(10), ...read } }])
  changed()
  expect(asks).toHaveLength(1)
})

it('ends with the thread, and reads them once it is brought back', async () => {
  const { asks, facts, kept, play } = watched()
  kept('after', 'by-command.ts')
  play({ type: 'delete' })
  expect(asks[0]?.signal.aborted).toBe(true)
  await settled()
  expect(facts()).toEqual([])
  play({ type: 'restore' })
  expect(asks).toHaveLength(2)
  asks[1]?.answer(read)
  await settled()
  expect(facts()).toHaveLength(1)
})

it('does not try again and again where git cannot tell', async () => {
  const { asks, facts, kept, changed } = watched()
  kept('after', 'by-command.ts')
  asks[0]?.fail()
  await settled()
  changed()
  expect([asks.length, facts()]).toEqual([1, []])
})

it('reads nothing any more once the server ends', async () => {
  const { asks, facts, kept, lines, changed } = watched()
  kept('after', 'by-command.ts')
  lines.stop()
  expect(asks[0]?.signal.aborted).toBe(true)
  await settled()
  changed()
  expect([asks.length, facts()]).toEqual([1, []])
})
