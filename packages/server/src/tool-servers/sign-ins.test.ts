// Sign-ins of which the latest counts: none is left under way that nobody can end.
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { SignInUnderWay, ToolServerAsk } from '../runner/port.ts'
import { openSignIns } from './sign-ins.ts'

const owner = 'me' as OwnerId // Nothing looks into it.
const id = 'phone' as ToolServerId // Likewise.
const ask = {} as ToolServerAsk // Likewise.

/** Probes that begin when they are told to. */
function played() {
  const begun: { name: string; ended: boolean }[] = []
  const ready: (() => void)[] = []
  const probes: Parameters<typeof openSignIns>[0] = {
    async signIn() {
      const one = { name: `page ${ready.length + 1}`, ended: false }
      await new Promise<void>((resolve) => ready.push(resolve))
      begun.push(one)
      let tell: (report: ToolServerReport | null) => void = () => undefined
      const outcome = new Promise<ToolServerReport | null>((resolve) => (tell = resolve))
      const end: SignInUnderWay['end'] = async () => {
        one.ended = true
        tell(null)
        await outcome
      }
      return { url: one.name, outcome, finish: () => Promise.resolve(), end }
    },
  }
  const signIns = openSignIns(probes, () => undefined)
  return { signIns, begun, ready }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

it('of two that are begun at once, the later one stays', async () => {
  const { signIns, begun, ready } = played()
  const both = [signIns.begin(owner, id, ask), signIns.begin(owner, id, ask)]
  await settled()
  for (const go of ready) go()
  const [first, second] = await Promise.allSettled(both)
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { code: 'tool_server_sign_in_missing' },
  })
  expect(second).toEqual({ status: 'fulfilled', value: 'page 2' })
  expect(begun.map(({ name, ended }) => [name, ended])).toEqual([
    ['page 1', true],
    ['page 2', false],
  ])
  expect(signIns.outcome(owner, id)).toBeNull()
})

it('one whose server is removed while it begins is ended', async () => {
  const { signIns, begun, ready } = played()
  const begins = signIns.begin(owner, id, ask)
  await settled()
  await signIns.end(owner, id)
  for (const go of ready) go()
  await expect(begins).rejects.toMatchObject({ code: 'tool_server_sign_in_missing' })
  expect(begun.map(({ ended }) => ended)).toEqual([true])
  expect(() => signIns.outcome(owner, id)).toThrow()
})
