// Every hostile setting against every git command of ours: none runs before the project is trusted. Beside it, that each
// does run under plain git, and that each is told to the project's owner.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Git } from '../core.ts'
import { gitCalls, type GitCall } from '../restrict/calls.ts'
import { makeRepository } from '../test-repository.ts'
import { commands } from './commands.ts'
import { elsewhere } from './elsewhere.ts'
import { sceneOf } from './scene.ts'
import { ranIn, type Place, type Vector } from './steps.ts'
import { vectors } from './vectors.ts'

let place: Place
/** The names of all gits of ours that were started here. */
const started = new Set<GitCall>()

function listened(git: Git): Git {
  return (args, options) => {
    started.add(options.name)
    return git(args, options)
  }
}

beforeEach(() => {
  const repository = makeRepository({ 'README.md': 'hello\n', 'src/a.txt': 'a\n' })
  const script = join(repository.directory, 'evil.sh')
  const ran = join(repository.directory, 'ran')
  writeFileSync(script, `#!/bin/sh\necho "$0 $*" >> ${ran}\ncat\n`, { mode: 0o755 })
  place = { ...repository, script, git: listened(repository.git) }
})
afterEach(() => place.remove())

/** As an agent, or an archive that was unpacked, leaves it. */
function prepare(vector: Vector) {
  vector.arrange(place)
  place.write('README.md', 'HELLO\n')
  ranIn(place)
}

describe.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
  it('runs under plain git', () => {
    prepare(vector)
    for (const args of vector.fire) {
      spawnSync('git', args, {
        cwd: join(place.root, vector.at ?? ''),
        env: { ...place.environment, GIT_TERMINAL_PROMPT: '0', ...vector.env },
        input: vector.stdin ?? '',
        timeout: 20_000,
      })
    }
    expect(ranIn(place)).not.toBe('')
  })

  it('runs under none of our commands, and is told', async () => {
    prepare(vector)
    const scene = sceneOf(place)
    expect(await scene.runner.trust.read(place.root)).not.toEqual([])
    for (const [name, command] of commands) {
      await command(scene)
      expect([name, ranIn(place)]).toEqual([name, ''])
    }
  })
})

it('comes to every call of git that we make, but for those that are said to be elsewhere', () => {
  const missing = gitCalls.filter((name) => !started.has(name))
  expect(missing).toEqual(elsewhere.flatMap(({ calls }) => calls).toSorted())
})
