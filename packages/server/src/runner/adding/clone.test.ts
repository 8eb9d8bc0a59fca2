// Clones with real git: from a folder and from hostile ones, with how far they are; broken off with everything that they
// started; and never into a place that is taken, is ours or is a link.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Problem } from '@a-parallel/contract/model'
import type { CloneId, CloneProgress, OwnerId } from '@a-parallel/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGit } from '../git/core.ts'
import { makeRepository, type TestRepository } from '../git/test-repository.ts'
import { identify } from '../processes/identity.ts'
import { clearClones, clone } from './clone.ts'
import { clonePlace } from './place.ts'

let repository: TestRepository
let home: string
let notes: string
const startedAt = '2026-11-27T10:00:00.000Z'
let into: string

beforeEach(() => {
  repository = makeRepository()
  home = join(repository.directory, 'data')
  notes = join(home, 'clones')
  into = join(repository.directory, 'code')
  mkdirSync(home)
  mkdirSync(into)
})
afterEach(() => repository.remove())

interface More {
  name?: string
  into?: string
  environment?: Record<string, string>
  onProgress?: (progress: CloneProgress) => void
  signal?: AbortSignal
  id?: CloneId
  isLeft?: () => boolean
}

function cloned(from: string, more: More = {}): Promise<string> {
  const { environment = {}, ...ask } = more
  const git = createGit({
    environment: { ...repository.environment, ...environment },
    umask: 0o022,
  })
  return clone(
    { git, home, notes },
    {
      id: randomUUID() as CloneId, // A UUID is what it is.
      owner: 'me' as OwnerId, // Nothing looks into it.
      startedAt,
      from,
      into,
      name: 'web',
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...ask,
    },
  )
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (cause: unknown) => (cause instanceof Problem ? cause.code : String(cause)),
  )
const left = () => [readdirSync(into), existsSync(notes) ? readdirSync(notes) : []]

/** A program of somebody else's: that it ran is a file. */
function trap(name = 'trap'): { script: string; sprung: () => boolean } {
  const sign = join(repository.directory, `${name}-sprung`)
  const script = join(repository.directory, name)
  writeFileSync(script, `#!/bin/sh\ntouch '${sign}'\nexec "$@"\n`, { mode: 0o755 })
  return { script, sprung: () => existsSync(sign) }
}

describe('a clone', () => {
  it('is whole, with its origin, and tells how far it is', async () => {
    const told: CloneProgress[] = []
    repository.write('big.bin', 'x'.repeat(200_000))
    repository.commit('big')
    const path = await cloned(repository.root, { onProgress: (one) => told.push(one) })
    expect(path).toBe(join(into, 'web'))
    expect(repository.plain(['remote', 'get-url', 'origin'], path)).toBe(repository.root)
    expect(repository.plain(['rev-parse', 'HEAD'], path)).toBe(
      repository.plain(['rev-parse', 'HEAD']),
    )
    expect(repository.plain(['status', '--porcelain'], path)).toBe('')
    expect(told.some(({ phase, percent }) => phase === 'receiving' && percent === 100)).toBe(true)
    expect(left()).toEqual([['web'], []])
  })

  it('takes the place of an empty folder, and is made of a bare repository too', async () => {
    const bare = join(repository.directory, 'bare.git')
    repository.plain(['clone', '-q', '--bare', repository.root, bare])
    mkdirSync(join(into, 'web'))
    const path = await cloned(bare)
    expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('hello\n')
  })

  it('leaves nothing behind when it fails, and says why', async () => {
    const nowhere = join(repository.directory, 'nowhere')
    expect(await codeOf(cloned(nowhere))).toBe('clone_no_repository')
    expect(await codeOf(cloned('https://127.0.0.1:1/x.git'))).toBe('clone_unreachable')
    expect(left()).toEqual([[], []])
  })

  it('tells no password that the person’s own settings hold', async () => {
    writeFileSync(
      join(repository.environment['HOME'] ?? '', '.gitconfig'),
      '[url "https://ana:s3cret@127.0.0.1:1/"]\ninsteadOf = https://127.0.0.1:1/\n',
    )
    const cause = await cloned('https://127.0.0.1:1/x.git').catch((error: unknown) => error)
    expect(cause).toMatchObject({ code: 'clone_unreachable' })
    expect((cause as Problem).message).not.toContain('s3cret')
  })
})

describe('what is broken off', () => {
  /** An ssh that never answers, with a child in a session of its own. */
  function silentSsh(): { environment: Record<string, string>; pids: () => number[] } {
    const file = join(repository.directory, 'pids')
    const bin = join(repository.directory, 'bin')
    mkdirSync(bin)
    const script = `#!/bin/sh\nsetsid sh -c 'echo $$ >> "${file}"; sleep 600' &\necho $$ >> '${file}'\nsleep 600\n`
    writeFileSync(join(bin, 'ssh'), script, { mode: 0o755 })
    return {
      environment: { PATH: `${bin}:${repository.environment['PATH']}` },
      pids: () =>
        existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [],
    }
  }
  const told = (id: CloneId) => {
    const [from, path] = ['git@host.invalid:acme/web.git', join(into, 'web')]
    return { id, owner: 'me', from, path, startedAt }
  }
  /** One that has ended and is not yet taken note of is none. */
  const living = async (pids: number[]) =>
    (await Promise.all(pids.map(identify))).filter((one) => one !== null).length

  it('ends with all that it started, and is gone [linux]', async () => {
    const { environment, pids } = silentSsh()
    const breakOff = new AbortController()
    const running = codeOf(
      cloned('git@host.invalid:acme/web.git', { environment, signal: breakOff.signal }),
    )
    await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(2)
    expect(await living(pids())).toBe(2)
    breakOff.abort()
    expect(await running).toContain('AbortError')
    expect(await living(pids())).toBe(0)
    expect(left()).toEqual([[], []])
  })

  it('is cleared away by the next server, and nothing else that a note may name [linux]', async () => {
    const { environment, pids } = silentSsh()
    const id = randomUUID() as CloneId // A UUID is what it is.
    // The server that began it is gone: nobody breaks it off.
    const running = codeOf(cloned('git@host.invalid:acme/web.git', { environment, id }))
    await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(2)
    const precious = join(into, 'precious')
    mkdirSync(precious)
    writeFileSync(join(notes, 'other'), precious)
    writeFileSync(join(notes, 'more'), JSON.stringify({ ...told(id), half: precious }))
    const cleared: unknown[] = []
    await clearClones({ notes }, (one) => cleared.push(one))
    expect(await living(pids())).toBe(0)
    await running
    expect(left()).toEqual([['precious'], []])
    expect(cleared).toEqual([told(id)])
  })

  it('stays noted where the next server is to tell of it; of an earlier version’s it tells nothing [linux]', async () => {
    const { environment, pids } = silentSsh()
    const breakOff = new AbortController()
    const id = randomUUID() as CloneId // A UUID is what it is.
    const running = codeOf(
      cloned('git@host.invalid:acme/web.git', {
        environment,
        id,
        signal: breakOff.signal,
        isLeft: () => true,
      }),
    )
    await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(2)
    breakOff.abort()
    await running
    const before = randomUUID()
    mkdirSync(join(into, `.a-parallel-clone-${before}`))
    writeFileSync(join(notes, before), join(into, `.a-parallel-clone-${before}`))
    const cleared: unknown[] = []
    await clearClones({ notes }, (one) => cleared.push(one))
    expect(cleared).toEqual([told(id)])
    expect(left()).toEqual([[], []])
  })
})

describe('a place', () => {
  it('is refused where something lies, where it is ours, and behind a link', async () => {
    mkdirSync(join(into, 'web'))
    writeFileSync(join(into, 'web', 'mine.txt'), 'mine')
    expect(await codeOf(cloned(repository.root))).toBe('clone_target_taken')
    symlinkSync(join(repository.directory, 'elsewhere'), join(into, 'link'))
    expect(await codeOf(cloned(repository.root, { name: 'link' }))).toBe('clone_target_taken')
    expect(existsSync(join(repository.directory, 'elsewhere'))).toBe(false)
    const worktrees = join(home, 'worktrees')
    mkdirSync(worktrees)
    symlinkSync(worktrees, join(repository.directory, 'way-in'))
    for (const ours of [home, worktrees, join(repository.directory, 'way-in')])
      expect(await codeOf(cloned(repository.root, { into: ours }))).toBe('path_denied')
    expect(await codeOf(cloned(repository.root, { into: join(repository.root, '.git') }))).toBe(
      'path_denied',
    )
    expect(await codeOf(cloned(repository.root, { into: join(into, 'nowhere') }))).toBe(
      'path_missing',
    )
    expect(await codeOf(cloned(repository.root, { into: join(into, 'web', 'mine.txt') }))).toBe(
      'path_not_directory',
    )
    expect(await codeOf(cloned(repository.root, { into: 'code' }))).toBe('invalid_path')
    expect(readFileSync(join(into, 'web', 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('that is taken while it is cloned stays as it is', async () => {
    const asked = { into, name: 'web', home }
    await clonePlace(asked)
    const path = join(into, 'web')
    const running = codeOf(
      cloned(repository.root, {
        onProgress: () => {
          if (existsSync(path)) return
          mkdirSync(path)
          writeFileSync(join(path, 'mine.txt'), 'mine')
        },
      }),
    )
    expect(await running).toBe('clone_target_taken')
    expect(left()).toEqual([['web'], []])
    expect(readdirSync(path)).toEqual(['mine.txt'])
  })
})

describe('what is hostile runs nothing', () => {
  it.each([
    'ext::sh -c touch% x',
    'ext::sh',
    'fd::17',
    '--upload-pack=touch x',
    '-u',
    'https://host.invalid/a\nb',
    'file:///etc',
    'ssh://-oProxyCommand=touch/x',
    'https://ana:s3cret@host.invalid/a',
  ])('%j', async (from) => {
    expect(await codeOf(cloned(from))).toBe('clone_address_refused')
    expect(left()).toEqual([[], []])
  })

  it('a folder whose settings, hooks and objects name programs', async () => {
    const { script, sprung } = trap()
    repository.write('.gitattributes', '* filter=evil\n')
    repository.write('.gitmodules', '[submodule "x"]\npath = x\nurl = -u./x\n')
    repository.commit('what it brings')
    for (const name of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.alternateRefsCommand',
      'uploadpack.packObjectsHook',
      'filter.evil.smudge',
      'filter.evil.process',
      'remote.evil.uploadpack',
      'diff.external',
    ])
      repository.plain(['config', name, script])
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction']) {
      const file = join(repository.root, '.git', 'hooks', hook)
      mkdirSync(join(repository.root, '.git', 'hooks'), { recursive: true })
      writeFileSync(file, readFileSync(script))
      chmodSync(file, 0o755)
    }
    await cloned(repository.root)
    expect(sprung()).toBe(false)
  })

  it('a partial folder whose missing objects would be fetched by a program', async () => {
    const { script, sprung } = trap()
    const blob = repository.plain(['rev-parse', 'HEAD:README.md'])
    repository.plain(['config', 'extensions.partialClone', 'evil'])
    repository.plain(['config', 'remote.evil.url', repository.directory])
    repository.plain(['config', 'remote.evil.promisor', 'true'])
    repository.plain(['config', 'remote.evil.uploadpack', script])
    const objects = join(repository.root, '.git', 'objects', blob.slice(0, 2))
    const file = join(objects, blob.slice(2))
    chmodSync(file, 0o644)
    writeFileSync(file, '')
    await codeOf(cloned(repository.root))
    expect(sprung()).toBe(false)
  })

  it('templates and hooks of the person do not come along', async () => {
    const { script, sprung } = trap()
    const template = join(repository.directory, 'template', 'hooks')
    mkdirSync(template, { recursive: true })
    writeFileSync(join(template, 'post-checkout'), readFileSync(script), { mode: 0o755 })
    const config = join(repository.environment['HOME'] ?? '', '.gitconfig')
    writeFileSync(config, `[init]\ntemplateDir = ${join(template, '..')}\n`)
    const path = await cloned(repository.root)
    expect(sprung()).toBe(false)
    expect(existsSync(join(path, '.git', 'hooks'))).toBe(false)
  })
})
