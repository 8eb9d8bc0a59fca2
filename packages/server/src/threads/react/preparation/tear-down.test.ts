// A tear-down step by step, with the machine played by hand: what brings the thread back meanwhile, and who lets go of it.
import { expect, it } from 'vitest'
import { id } from '../../scene.ts'
import { settle } from '../../stage/server.ts'
import { tearDownRig } from './tear-down-rig.ts'

it('runs its commands, ends what is left and frees the ports; whoever asks again waits and does nothing twice', async () => {
  const { played, said, ports, end, begin } = tearDownRig()
  const both = [begin(), begin()]
  await end('1-down0-0')
  expect(ports.tearing.has(id(1))).toBe(true)
  await end('1-down1-0')
  expect(await Promise.all(both)).toEqual(['torn-down', 'torn-down'])
  expect(said.slice(0, 5)).toEqual(['kept', '1-down0-0', '1-down1-0', 'ended', 'released'])
  expect(said.filter((one) => one.startsWith('1-'))).toHaveLength(2)
  expect(played.view?.preparation?.tornDown).toMatchObject([
    { outcome: 'done' },
    { outcome: 'done' },
  ])
  expect(ports.tearing.has(id(1))).toBe(false)
})

it('goes no further once the thread was brought back, and begins anew when it is put away again', async () => {
  const { played, said, end, begin } = tearDownRig()
  const first = begin()
  await settle()
  played.play({ type: 'restore' })
  await end('1-down0-0')
  expect(await first).toBe('in-use')
  expect(said).toEqual(['kept', '1-down0-0', 'advanced'])
  expect(played.view?.preparation?.tornDown).toBeNull()
  played.play({ type: 'archive' })
  const second = begin()
  await end('1-down0-1')
  // Put away, brought back and put away: what is under way is of the time before.
  played.play({ type: 'restore' })
  played.play({ type: 'archive' })
  await end('1-down1-1')
  expect(await second).toBe('in-use')
  expect(said.slice(3)).toEqual(['kept', '1-down0-1', '1-down1-1', 'advanced'])
})

it('tells when this server lets go of it', async () => {
  const { played, said, end, begin } = tearDownRig()
  const torn = begin()
  await end('1-down0-0', { kind: 'detached' })
  expect(await torn).toBe('detached')
  expect([said, played.view?.preparation?.tornDown]).toEqual([['kept', '1-down0-0'], null])
  // Gone on with, it is kept no second time: what stands there by now is another.
  void begin()
  await settle()
  expect(said.filter((one) => one === 'kept')).toHaveLength(1)
})

it('touches nothing that could not be kept before', async () => {
  const { played, said, cannotKeep, begin } = tearDownRig()
  cannotKeep()
  expect(await begin()).toBe('torn-down')
  expect(said).toEqual(['kept', 'ended', 'released'])
  const outcomes = played.view?.preparation?.tornDown?.map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['failed', 'failed'])
})
