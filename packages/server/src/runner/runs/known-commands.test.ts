import type { Signal } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { openKnownCommands } from './known-commands.ts'

const command = (name: string, ...aliases: string[]) => ({
  name,
  description: '',
  hint: '',
  aliases,
})
const ready: Signal = {
  type: 'ready',
  models: [],
  commands: [command('clear', 'new')],
  login: null,
  pending: [],
}

it('lets those wait who need it, until the agent has told; and knows other names', async () => {
  const known = openKnownCommands()
  expect(known.names).toBeNull()
  const told = known.known()
  known.heard({ type: 'activity', state: 'running' })
  expect(known.names).toBeNull()
  known.heard(ready)
  await told
  expect([...(known.names ?? [])]).toEqual(['clear', 'new'])
  known.heard({ type: 'commands-changed', commands: [command('later', 'art:later')] })
  expect([...(known.names ?? [])]).toEqual(['later', 'art:later', 'art:'])
  await known.known()
})

it('lets nobody wait for an agent that has ended or says nothing', async () => {
  const ended = openKnownCommands()
  const waits = ended.known()
  ended.end()
  await waits
  await ended.known()
  await openKnownCommands(1).known()
})
