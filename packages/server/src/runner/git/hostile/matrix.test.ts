// Every hostile setting against every git command of ours: none runs before the project is trusted. Beside it, that each
// does run under plain git, and that each is told to the project's owner.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { madeCertificate, startHttpsGit } from '../../../../../../test/support/skills/https-git.ts'
import { createGit, type Git } from '../core.ts'
import { gitCalls, type GitCall } from '../restrict/calls.ts'
import { makeRepository } from '../test-repository.ts'
import { commands } from './commands.ts'
import { elsewhere } from './elsewhere.ts'
import { arrangeParted, partedCommands } from './parted/commands.ts'
import { sceneOf } from './scene.ts'
import { groups, ranAmong } from './parted/groups.ts'
import { comesTo, typedIn } from './parted/terminal.ts'
import { programAt, ranIn, type Place, type Vector } from './steps.ts'
import { vectors } from './vectors.ts'

let place: Place
let folder: string
let certificate: string
/** The names of all gits of ours that were started here. */
const started = new Set<GitCall>()

function listened(git: Git): Git {
  return (args, options) => {
    started.add(options.name)
    return git(args, options)
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-certificate-'))
  certificate = madeCertificate(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  const repository = makeRepository({ 'README.md': 'hello\n', 'src/a.txt': 'a\n' })
  const script = programAt(repository.directory, 'evil.sh')
  const environment = { ...repository.environment, GIT_SSL_CAINFO: certificate }
  const git = listened(createGit({ environment }))
  const { directory } = repository
  const serve = () => startHttpsGit(directory, certificate, { login: 'ana:s3cret' })
  place = { ...repository, environment, script, serve, git }
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

it('has each vector stand in one group', () => {
  const names = vectors.map(({ name }) => name)
  expect(groups.flat().toSorted()).toEqual(names.toSorted())
})

describe.each(groups)(
  'where branches have parted, and a remote answers: %s and others',
  (...group) => {
    it('runs in a terminal, whatever of it git comes to there', async () => {
      arrangeParted(place, group)
      const ran = await typedIn(place, group)
      for (const [typed, names] of Object.entries(comesTo)) {
        const here = names.filter((name) => group.includes(name))
        expect([typed, ran[typed]]).toEqual([typed, expect.arrayContaining(here)])
      }
    })

    it('runs under none of our commands', async () => {
      arrangeParted(place, group)
      ranIn(place)
      const scene = sceneOf(place)
      for (const [name, command] of partedCommands) {
        await command(scene)
        expect([name, ranAmong(place, group)]).toEqual([name, []])
      }
    }, 180_000)
  },
)

it('comes to every call of git that we make, but for those that are said to be elsewhere', () => {
  const missing = gitCalls.filter((name) => !started.has(name))
  expect(missing).toEqual(elsewhere.flatMap(({ calls }) => calls).toSorted())
})
