// Whatever is opened again and again, and when it meets damage: here it is made up.
import { expect, it, vi } from 'vitest'
import { HomeError } from './home/own.ts'
import { keepRunning, mostRestores, type Running } from './keep-running.ts'

interface Life {
  /** When this opening meets damage, if it does. */
  damage?: 'at-once' | 'later' | 'thrown' | 'thrown-later'
}

/** Opens one life after another; the last ones are sound. */
function madeUp(lives: Life[]) {
  const told: string[] = []
  let open = 0
  let number = 0
  let damageNow: () => void = () => undefined
  const begin = async (onDamage: () => void): Promise<Running> => {
    // Two at once would have the database twice.
    expect(open).toBe(0)
    number += 1
    const me = number
    const { damage } = lives[me - 1] ?? {}
    open += 1
    damageNow = onDamage
    if (damage === 'at-once' || damage === 'thrown') onDamage()
    await new Promise((resolve) => setTimeout(resolve, damage === undefined ? 0 : 5))
    if (damage === 'later' || damage === 'thrown-later') onDamage()
    if (damage?.startsWith('thrown')) {
      open -= 1
      throw new Error('malformed')
    }
    told.push(`open ${me}`)
    return {
      close: async () => {
        open -= 1
        told.push(`close ${me}`)
      },
    }
  }
  return { begin, told, damage: () => damageNow() }
}

it.each<[string, Life[], string[]]>([
  ['none', [], ['open 1']],
  ['told at once', [{ damage: 'at-once' }], ['open 1', 'close 1', 'open 2']],
  ['told in its course', [{ damage: 'later' }], ['open 1', 'close 1', 'open 2']],
  ['told and thrown at once', [{ damage: 'thrown' }], ['open 2']],
  ['told and thrown later', [{ damage: 'thrown-later' }], ['open 2']],
  ['twice', [{ damage: 'thrown' }, { damage: 'later' }], ['open 2', 'close 2', 'open 3']],
])('damage while it is opened: %s', async (_, lives, expected) => {
  const { begin, told } = madeUp(lives)
  const fail = vi.fn()
  const running = await keepRunning({ open: begin, brokenDisk: 'broken', fail })
  expect(told).toEqual(expected)
  await running.close()
  expect(told).toHaveLength(expected.length + 1)
  expect(fail).not.toHaveBeenCalled()
})

it('opens again after damage while it runs, so often and no more', async () => {
  const { begin, told, damage } = madeUp([])
  const fail = vi.fn()
  await keepRunning({ open: begin, brokenDisk: 'broken', fail })
  for (let time = 1; time <= mostRestores; time += 1) {
    damage()
    await expect.poll(() => told.at(-1)).toBe(`open ${time + 1}`)
  }
  damage()
  await expect.poll(() => fail.mock.calls).toEqual([[new HomeError('broken')]])
  expect(told.at(-1)).toBe(`close ${mostRestores + 1}`)
})

it.each([
  ['damage without end', Array.from({ length: 9 }, (): Life => ({ damage: 'thrown' })), 'broken'],
  ['what is no damage', null, 'no room'],
])('throws %s', async (_, lives, message) => {
  const fail = vi.fn()
  const open = lives ? madeUp(lives).begin : () => Promise.reject(new Error('no room'))
  await expect(keepRunning({ open, brokenDisk: 'broken', fail })).rejects.toThrow(message)
  expect(fail).not.toHaveBeenCalled()
})

it('does not open again what only another process can replace', async () => {
  const open = vi.fn((onDamage: () => void) => {
    onDamage()
    return Promise.reject(new HomeError('start again'))
  })
  await expect(keepRunning({ open, brokenDisk: 'broken', fail: vi.fn() })).rejects.toThrow(
    'start again',
  )
  expect(open).toHaveBeenCalledTimes(1)
})
