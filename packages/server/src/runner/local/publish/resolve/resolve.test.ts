// A conflict solved while its file lies there otherwise than git left it: nothing goes that is not kept, on real repositories.
import type { ConflictSide, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCheckout } from '../../../git/changes/checkout.ts'
import { openContents } from '../../../git/changes/content.ts'
import { listChanged } from '../../../git/changes/list.ts'
import type { Git } from '../../../git/core.ts'
import { listKept } from '../../../git/kept/refs.ts'
import type { BaseAsk } from '../../../review-port.ts'
import { makeRepository, type TestRepository } from '../../../git/test-repository.ts'
import { publishIn } from '../publish-rig.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.
const owner = 'local' as OwnerId // Likewise.
const path = 'conf/config'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ [path]: 'one\n', 'other.txt': 'one\n' })
})
afterEach(() => repository.remove())

const file = (name: string) => join(repository.root, name)
const read = (name: string) => readFileSync(file(name), 'utf8')
const git = (...args: string[]) => repository.plain(args)
const staged = (name: string) => git('ls-files', '--stage', '--', name)
const blob = (revision: string) => repository.exact(['cat-file', 'blob', revision])

/** Both lines of work do something with the file, which is in conflict then; by a rebase with the sides the other way round. */
function conflict(ours: () => void, theirs: () => void, how: 'merge' | 'rebase' = 'merge'): void {
  git('checkout', '-q', '-b', 'work')
  ours()
  repository.commit('ours')
  git('checkout', '-q', 'main')
  theirs()
  repository.commit('theirs')
  git('checkout', '-q', 'work')
  expect(() => git(how, '-q', 'main')).toThrow(how)
}
const writes = (content: string) => () => repository.write(path, content)
const removes = () => rmSync(file('conf'), { recursive: true })
const bothWrite = (how?: 'merge' | 'rebase') => conflict(writes('ours\n'), writes('theirs\n'), how)

/** @param between what somebody does right after something was kept. */
function resolve(
  side: ConflictSide,
  between: () => void = () => undefined,
  more: { version?: string | undefined; base?: BaseAsk } = {},
) {
  const observed: Git = async (args, options) => {
    const output = await repository.git(args, options)
    if (options.name === 'keep-ref') between()
    return output
  }
  const publish = publishIn({ git: observed, directory: repository.directory }, () =>
    Promise.resolve(true),
  )
  const at = { repository: repository.root, path: repository.root, threadId, ownsCheckout: false }
  const keeping = { owner, id: crypto.randomUUID() as KeptId } // A UUID.
  return publish.resolve({ ...at, ...keeping, base: null, file: path, side, ...more })
}
const kept = async () => (await listKept(repository.git, repository.root, Date.now())).at(0)

describe.each(['ours', 'theirs'] as const)('%s', (side) => {
  it('leaves a folder alone that lies in the place of the file', async () => {
    bothWrite()
    rmSync(file(path))
    repository.write(`${path}/made by the agent`, 'new\n')
    await expect(resolve(side)).rejects.toMatchObject({ code: 'in_the_way', values: { path } })
    expect(read(`${path}/made by the agent`)).toBe('new\n')
    expect(git('ls-files', '--unmerged')).not.toBe('')
  })

  it('leaves a folder alone that comes there meanwhile', async () => {
    bothWrite()
    const replace = () => {
      rmSync(file(path))
      repository.write(`${path}/new`, 'new\n')
    }
    await expect(resolve(side, replace)).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(read(`${path}/new`)).toBe('new\n')
  })

  it('is refused over what was written once it was kept', async () => {
    bothWrite()
    await expect(resolve(side, writes('better\n'))).rejects.toMatchObject({
      code: 'changed_meanwhile',
      values: { path },
    })
    expect(read(path)).toBe('better\n')
    expect(git('ls-files', '--unmerged')).not.toBe('')
  })

  it('keeps what lies where its folder belongs', async () => {
    bothWrite()
    removes()
    writeFileSync(file('conf'), 'a file by now\n')
    await resolve(side)
    expect(read(path)).toBe(`${side}\n`)
    expect(blob(`${(await kept())?.commit}:conf`)).toBe('a file by now\n')
  })

  it('keeps a link where its folder belongs, and writes nothing behind it', async () => {
    bothWrite()
    removes()
    const outside = join(repository.directory, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'config'), 'not ours\n')
    symlinkSync(outside, file('conf'))
    await resolve(side)
    expect(lstatSync(file('conf')).isDirectory()).toBe(true)
    expect(read(path)).toBe(`${side}\n`)
    expect(readFileSync(join(outside, 'config'), 'utf8')).toBe('not ours\n')
    expect(blob(`${(await kept())?.commit}:conf`)).toBe(outside)
  })

  it('keeps a link in the place of the file, and writes nothing behind it', async () => {
    bothWrite()
    rmSync(file(path))
    symlinkSync('../other.txt', file(path))
    const done = await resolve(side)
    expect(done.kept?.id).toBe((await kept())?.note.id)
    expect(lstatSync(file(path)).isFile()).toBe(true)
    expect([read(path), read('other.txt')]).toEqual([`${side}\n`, 'one\n'])
    expect(blob(`${(await kept())?.commit}:${path}`)).toBe('../other.txt')
  })
})

describe.each([
  ['ours', removes, writes('theirs\n')],
  ['theirs', writes('ours\n'), removes],
] as const)('%s, which is that the file is gone', (side, ours, theirs) => {
  const left = side === 'ours' ? 'theirs' : 'ours'

  it('takes it away, once it is kept', async () => {
    conflict(ours, theirs)
    await resolve(side)
    expect(existsSync(file('conf'))).toBe(false)
    expect(staged(path)).toBe('')
    expect(blob(`${(await kept())?.commit}:${path}`)).toBe(`${left}\n`)
  })

  it('leaves a folder alone that lies in its place', async () => {
    conflict(ours, theirs)
    rmSync(file(path))
    repository.write(`${path}/new`, 'new\n')
    expect((await resolve(side)).kept).toBeNull()
    expect(read(`${path}/new`)).toBe('new\n')
    expect(staged(path)).toBe('')
  })

  it('is refused over what was written once it was kept', async () => {
    conflict(ours, theirs)
    await expect(resolve(side, writes('better\n'))).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(read(path)).toBe('better\n')
    expect(git('ls-files', '--unmerged')).not.toBe('')
  })

  it('takes nothing away behind a link that lies where its folder was', async () => {
    conflict(ours, theirs)
    removes()
    const outside = join(repository.directory, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'config'), 'not ours\n')
    symlinkSync(outside, file('conf'))
    await resolve(side)
    expect(readFileSync(join(outside, 'config'), 'utf8')).toBe('not ours\n')
    expect(readlinkSync(file('conf'))).toBe(outside)
    expect(staged(path)).toBe('')
  })
})

describe('both', () => {
  it('is refused over what was written once it was kept', async () => {
    bothWrite()
    await expect(resolve('both', writes('better\n'))).rejects.toMatchObject({
      code: 'changed_meanwhile',
    })
    expect(read(path)).toBe('better\n')
  })

  it('keeps nothing where nothing is marked', async () => {
    bothWrite()
    repository.write(path, 'solved\n')
    await expect(resolve('both')).rejects.toMatchObject({ code: 'conflict_unmarked' })
    expect(await kept()).toBeUndefined()
  })

  it('leaves a folder alone that lies in the place of the file', async () => {
    bothWrite()
    rmSync(file(path))
    repository.write(`${path}/new`, 'new\n')
    await expect(resolve('both')).rejects.toMatchObject({ code: 'conflict_unmarked' })
    expect(read(`${path}/new`)).toBe('new\n')
  })
})

describe('what git put there is taken as it is', () => {
  it.each([
    ['merge', 'ours', 'ours\0\n'],
    ['merge', 'theirs', 'theirs\0\n'],
    ['rebase', 'ours', 'ours\0\n'],
    ['rebase', 'theirs', 'theirs\0\n'],
  ] as const)('bytes that are no text, by a %s: %s', async (how, side, bytes) => {
    conflict(writes('ours\0\n'), writes('theirs\0\n'), how)
    await resolve(side)
    expect(read(path)).toBe(bytes)
    expect(blob(`:${path}`)).toBe(bytes)
  })

  it.each(['ours', 'theirs'] as const)('a link: %s', async (side) => {
    const link = (to: string) => () => {
      rmSync(file(path))
      symlinkSync(to, file(path))
    }
    conflict(link('ours'), link('theirs'))
    await resolve(side)
    expect(readlinkSync(file(path))).toBe(side)
    expect(staged(path)).toMatch(/^120000 /)
  })

  it.each([
    ['ours', 0o111],
    ['theirs', 0],
  ] as const)('a mode: %s', async (side, executable) => {
    const run = () => {
      repository.write(path, 'ours\n')
      chmodSync(file(path), 0o755)
    }
    conflict(run, writes('theirs\n'))
    await resolve(side)
    expect(lstatSync(file(path)).mode & 0o111).toBe(executable)
    expect(staged(path)).toMatch(executable === 0 ? /^100644 / : /^100755 /)
  })
})

describe('a file of which a version was seen', () => {
  const scopes = ['unstaged', 'uncommitted', 'branch'] as const
  const base = { name: 'main', began: null }
  /** As the list of changes tells it. */
  async function versionIn(scope: (typeof scopes)[number]): Promise<string | undefined> {
    const checkout = await openCheckout(repository.git, { path: repository.root })
    const ask = { base, between: { scope }, most: 100 }
    const { files } = await listChanged(
      checkout,
      openContents(() => Date.now()),
      ask,
    )
    return files.find((one) => one.path === path)?.version
  }
  const sides = ['ours', 'theirs', 'both', 'edited'] as const
  const nothing = () => undefined

  it.each(scopes)('is solved as it was seen: %s', async (scope) => {
    bothWrite()
    await resolve('theirs', nothing, { base, version: await versionIn(scope) })
    expect(read(path)).toBe('theirs\n')
  })

  it.each(sides)('is refused once somebody wrote it: %s', async (side) => {
    bothWrite()
    const version = await versionIn('unstaged')
    repository.write(path, 'half solved\n')
    const refused = expect(resolve(side, nothing, { base, version })).rejects
    await refused.toMatchObject({ code: 'changed_meanwhile', values: { path } })
    expect(read(path)).toBe('half solved\n')
    expect(git('ls-files', '--unmerged')).not.toBe('')
    expect(await kept()).toBeUndefined()
  })
})

describe('a repository of its own', () => {
  /** Each side has it at a commit of its own; what is checked out of it is another one. */
  function inside(): Record<'base' | 'ours' | 'theirs' | 'now', string> {
    mkdirSync(file('sub'))
    const sub = file('sub')
    repository.plain(['init', '-q', '-b', 'main'], sub)
    const make = (message: string) => {
      repository.plain(['commit', '-q', '--allow-empty', '-m', message], sub)
      return repository.plain(['rev-parse', 'HEAD'], sub)
    }
    const base = make('base')
    const at = (name: string) => {
      repository.plain(['checkout', '-q', base], sub)
      return make(name)
    }
    return { base, ours: at('ours'), theirs: at('theirs'), now: at('now') }
  }

  it.each(['ours', 'theirs'] as const)('takes %s, and leaves what is checked out', async (side) => {
    const commits = inside()
    const sub = file('sub')
    const set = (commit: string) => () => {
      repository.plain(['checkout', '-q', commit], sub)
    }
    set(commits.base)()
    repository.commit('with it')
    conflict(set(commits.ours), set(commits.theirs))
    set(commits.now)()
    writeFileSync(join(sub, 'new'), 'new\n')
    const publish = publishIn(repository, () => Promise.resolve(true))
    const at = { repository: repository.root, path: repository.root, threadId, ownsCheckout: false }
    const keeping = { owner, id: crypto.randomUUID() as KeptId } // A UUID.
    await publish.resolve({ ...at, ...keeping, base: null, file: 'sub', side })
    expect(staged('sub')).toBe(`160000 ${commits[side]} 0\tsub`)
    expect(repository.plain(['rev-parse', 'HEAD'], sub)).toBe(commits.now)
    expect(read('sub/new')).toBe('new\n')
  })
})
