// Where tool servers work: in folders of their own that hold nothing of a repository, or in a checkout that is trusted.
import type { ToolServerId, UnplacedToolServer } from '@a-parallel/shared'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, expect, it } from 'vitest'
import { openPlaces } from './places.ts'

const folder = mkdtempSync(join(tmpdir(), 'a-parallel-places-'))
afterAll(() => rmSync(folder, { recursive: true }))

const log = pino({ level: 'silent' })
const id = 'one' as ToolServerId // Nothing looks into it.
const at = { repository: '/shop', checkout: '/threads/1' }
const program = (inCheckout = false, args: string[] = []): UnplacedToolServer => ({
  id,
  name: 'echo',
  transport: { type: 'stdio', command: 'npx', args, env: { KEY: 'k' }, inCheckout },
  timeoutMs: 5,
})
const address: UnplacedToolServer = {
  id,
  name: 'phone',
  transport: { type: 'http', url: 'https://x.test', headers: { A: 'b' } },
  timeoutMs: null,
}

function played(trusted: boolean) {
  const asked: unknown[] = []
  const isTrusted = (...of: unknown[]) => Promise.resolve(void asked.push(of)).then(() => trusted)
  return { places: openPlaces({ folder, isTrusted, log }), asked }
}
const cwds = (placed: Awaited<ReturnType<ReturnType<typeof openPlaces>['place']>>) =>
  placed.map(({ transport }) => (transport.type === 'stdio' ? transport.cwd : null))

it('a program works in a folder of its own, which nobody else may look into, wherever its thread works', async () => {
  const { places, asked } = played(false)
  const [placed, other] = await places.place([program(), address], at)
  const cwd = join(folder, id)
  expect(placed).toEqual({
    name: 'echo',
    transport: { type: 'stdio', command: 'npx', args: [], env: { KEY: 'k' }, cwd },
    timeoutMs: 5,
  })
  expect(other).toEqual({ name: 'phone', transport: address.transport, timeoutMs: null })
  expect(statSync(cwd).mode & 0o777).toBe(0o700)
  // Or npm would look for a project further up.
  expect(readdirSync(cwd)).toEqual(['package.json'])
  expect(cwds(await places.place([program()], null))).toEqual([cwd])
  expect(asked).toEqual([])
})

it.each([
  [true, at, ['/threads/1']],
  [false, at, []],
  [true, null, []],
])('one that works in the checkout, trusted: %s, at %j', async (trusted, where, expected) => {
  const { places } = played(trusted)
  expect(cwds(await places.place([program(true)], where))).toEqual(expected)
})

it('an argument names the checkout', async () => {
  const { places } = played(true)
  const args = [`--root=\${CLAUDE_PROJECT_DIR}/src`, `\${HOME}`, '$CLAUDE_PROJECT_DIR']
  const argsOf = async (where: typeof at | null) => {
    const [placed] = await places.place([program(false, args)], where)
    return placed?.transport.type === 'stdio' ? placed.transport.args : null
  }
  expect(await argsOf(at)).toEqual(['--root=/threads/1/src', ...args.slice(1)])
  expect(await argsOf(null)).toEqual([`--root=${join(folder, id)}/src`, ...args.slice(1)])
})

it.each([`\${CLAUDE_PROJECT_DIR}/server.js`, '/shop/server.js', '/threads/1/server.js'])(
  'one whose argument is %s is given where that is trusted, and beside no thread',
  async (arg) => {
    const given = async (trusted: boolean, where: typeof at | null) =>
      (await played(trusted).places.place([program(false, [arg]), address], where)).map(
        ({ name }) => name,
      )
    expect(await given(false, at)).toEqual(['phone'])
    expect(await given(true, at)).toEqual(['echo', 'phone'])
    expect(await given(false, null)).toEqual(['echo', 'phone'])
  },
)

it('one whose folder cannot be made does not keep the others from being given', async () => {
  const { places } = played(false)
  await places.forget(id)
  writeFileSync(join(folder, id), '')
  const placed = await places.place([program(), address], null)
  expect(placed.map(({ name }) => name)).toEqual(['echo', 'phone'])
  const [cwd] = cwds(placed)
  // What is started there says that it is gone.
  expect(existsSync(cwd!)).toBe(false)
  rmSync(join(folder, id))
})

it('what a program has written into its folder stays when it is removed', async () => {
  const { places } = played(false)
  await places.place([program()], null)
  await places.forget(id)
  expect(readdirSync(folder)).toEqual([])
  await places.forget(id)
  await places.place([program()], null)
  writeFileSync(join(folder, id, 'notes.db'), '')
  await places.forget(id)
  expect(readdirSync(join(folder, id)).toSorted()).toEqual(['notes.db', 'package.json'])
})
