// What a command line of the log, or a variable that was read, needs to be used: that it is trusted itself, whatever has
// become of the recipe that it came from.
import { recipeFile } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import { createPosixHolder } from '../holder/posix.ts'
import { localTrust } from '../local/trust.ts'
import type { PreparationRunner } from '../preparation-port.ts'
import { localPreparation } from './local.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // A UUID.
const bad = 'touch ran'
const recipe = (command: string, more: object = {}) =>
  JSON.stringify({
    commands: [{ name: 'install', command }],
    teardown: [{ name: 'down', command }],
    ...more,
  })

let repository: TestRepository
let trusted: ReadonlySet<string> | null
let preparation: PreparationRunner
let trustNow: () => Promise<void>

beforeEach(() => {
  repository = makeRepository({ [recipeFile]: recipe(bad) })
  trusted = null
  const { git, directory, root, environment } = repository
  const log = pino({ enabled: false })
  const folders = () => [join(directory, 'worktrees')]
  const trust = localTrust({ git, folders, trustedAt: () => trusted, log })
  const home = { preparations: join(directory, 'preparations'), umask: 0o022 }
  const { mayUse } = trust
  const holder = createPosixHolder()
  preparation = localPreparation({ git, holder, home, env: environment, mayUse, log })
  trustNow = async () => {
    trusted = new Set((await trust.read(root)).map(({ digest }) => digest))
  }
})
afterEach(() => repository.remove())

const ways: [string, () => Promise<void>][] = [
  ['is there still', () => Promise.resolve()],
  ['is gone', async () => rmSync(join(repository.root, recipeFile))],
  ['has a fault by now', async () => repository.write(recipeFile, `${recipe(bad)},`)],
  [
    'is another one by now, which is trusted',
    () => {
      repository.write(recipeFile, recipe('true'))
      return trustNow()
    },
  ],
]
const fields = ['commands', 'teardown'] as const

it.each(ways)('what was not trusted does not run when its recipe %s', async (_, become) => {
  await become()
  for (const field of fields) {
    expect(await run(field, bad)).toEqual({ kind: 'withheld' })
    expect(existsSync(join(repository.root, 'ran'))).toBe(false)
  }
})

it('what is trusted runs, also when its recipe is gone; under another name, or as another kind, it does not', async () => {
  await trustNow()
  rmSync(join(repository.root, recipeFile))
  expect(await run('commands', bad)).toMatchObject({ kind: 'exited', code: 0 })
  expect(await run('teardown', bad, { name: 'install' })).toEqual({ kind: 'withheld' })
  expect(await run('commands', `${bad} `)).toEqual({ kind: 'withheld' })
})

it('a person’s own runs while the repository brings nothing that is untrusted', async () => {
  expect(await run('commands', 'true', { isOwn: true })).toEqual({ kind: 'withheld' })
  await trustNow()
  expect(await run('commands', 'true', { isOwn: true })).toMatchObject({ kind: 'exited', code: 0 })
})

it('a variable is judged by what was read of it, not by what the file holds later', async () => {
  const { root, write } = repository
  const may = (said: { environment?: Record<string, string> }) =>
    preparation.mayRun({ repository: root, path: root, said })
  const environment = { NODE_OPTIONS: '--require ./x.cjs' }
  write(recipeFile, '{}')
  expect([await may({ environment }), await may({})]).toEqual([false, true])
  write(recipeFile, recipe('true', { environment }))
  await trustNow()
  expect(await may({ environment })).toBe(true)
  expect(await may({ environment: { NODE_OPTIONS: '--require ./y.cjs' } })).toBe(false)
})

let runs = 0
function run(
  field: (typeof fields)[number],
  command: string,
  { name = field === 'commands' ? 'install' : 'down', isOwn = false } = {},
) {
  runs += 1
  const { root, environment } = repository
  const id = { threadId, key: `1-${runs}` }
  const ask = { ...id, repository: root, cwd: root, command, name, field, isOwn }
  return preparation.run({ ...ask, environment })
}
