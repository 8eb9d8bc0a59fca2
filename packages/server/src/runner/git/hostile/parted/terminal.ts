// What a person would do in a terminal with branches that have parted, and what that sets off. For tests only.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unharmedly } from '../scene.ts'
import { ranIn, type Place } from '../steps.ts'
import { ranAmong } from './groups.ts'

const file = 'src/a.txt'

/** In a worktree whose branch is at odds with `main`; each begins where the one before it has ended, or anew. */
const typed = {
  merge: [['merge', 'main']],
  'take a side': [
    ['checkout', '--theirs', '--', file],
    ['add', '-A'],
  ],
  'go on': [['merge', '--continue']],
  rebase: [['rebase', 'main']],
  abort: [['rebase', '--abort']],
  'fetch by ssh': [['fetch', 'origin']],
  'push by ssh': [['push', 'origin', 'HEAD:refs/heads/typed']],
  'fetch by https': [['fetch', 'host']],
} as const

const hooks = ['core.hooksPath', 'core.hooksPath in the checkout', 'hooks']
const monitors = [
  'core.fsmonitor',
  'core.fsmonitor behind include.path',
  'core.fsmonitor behind includeIf',
  'core.fsmonitor in config.worktree',
]
const filters = [
  'filter.<name>.clean',
  'filter.<name>.clean behind include.path',
  'filter.<name>.process',
  'filter.<name>.smudge',
]

/** The vectors that these come to at least. */
export const comesTo: Readonly<Record<keyof typeof typed, readonly string[]>> = {
  merge: [...hooks, ...monitors, ...filters, 'merge.<driver>.driver'],
  'take a side': [...hooks, ...monitors, ...filters],
  'go on': [...hooks, 'core.editor', 'gpg.program', 'gpg.ssh.program'],
  rebase: [...hooks, ...monitors, ...filters, 'merge.<driver>.driver'],
  abort: ['core.hooksPath', 'hooks', 'core.fsmonitor', 'filter.<name>.smudge'],
  'fetch by ssh': [
    'core.sshCommand',
    'core.alternateRefsCommand',
    'remote.<name>.uploadpack',
    'hooks',
  ],
  'push by ssh': ['core.sshCommand', 'remote.<name>.receivepack', 'hooks'],
  'fetch by https': ['core.askPass', 'credential.helper', 'a remote that becomes a program'],
}

/** The vectors whose programs each of these runs. */
export async function typedIn(
  place: Place,
  group: readonly string[],
): Promise<Record<string, string[]>> {
  const path = join(place.directory, 'terminal')
  unharmedly(place, ['worktree', 'add', '-q', '-b', 'ap/terminal', path, 'begun'])
  writeFileSync(join(path, file), 'ours\n')
  unharmedly(place, ['commit', '-q', '-a', '-m', 'ours'], path)
  const before = unharmedly(place, ['rev-parse', 'HEAD'], path)
  const host = await place.serve()
  place.plain(['config', 'remote.host.url', `${host.origin}/there.git`])
  const run: Record<string, string[]> = {}
  try {
    for (const [name, commands] of Object.entries(typed)) {
      if (name === 'rebase') unharmedly(place, ['reset', '-q', '--hard', before], path)
      ranIn(place)
      for (const args of commands) await type(place, path, args)
      run[name] = ranAmong(place, group)
    }
  } finally {
    await host.close()
  }
  return run
}

/** It may fail. */
async function type({ environment }: Place, cwd: string, args: readonly string[]): Promise<void> {
  const git = spawn('git', args, {
    cwd,
    env: { ...environment, GIT_TERMINAL_PROMPT: '0', EDITOR: 'true' },
    stdio: 'ignore',
    timeout: 20_000,
  })
  await once(git, 'exit')
}
