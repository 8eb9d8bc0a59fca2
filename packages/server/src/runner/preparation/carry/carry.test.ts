// A worktree is given what a recipe names of the project's ignored files, and nothing else, whatever lies in the way.
import type { Recipe } from '@a-parallel/shared'
import { execFileSync } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../git/test-repository.ts'
import { carry } from './carry.ts'
import { offered } from './offered.ts'

let repository: TestRepository
let worktree: string

beforeEach(() => {
  repository = makeRepository({
    '.gitignore': '.env*\nnode_modules/\ntarget\n*.local.json\n.vscode/\n',
    'README.md': '# Shop\n',
    'packages/a/index.js': '1\n',
  })
  worktree = join(repository.directory, 'worktree')
  repository.exact(['worktree', 'add', '-q', '-b', 'one', worktree])
})
afterEach(() => repository.remove())

const put = (path: string, text = 'x\n') => {
  const at = join(repository.root, path)
  mkdirSync(dirname(at), { recursive: true })
  writeFileSync(at, text)
}
const given = async (recipe: Recipe) => {
  const { things, left } = await carry(
    repository.git,
    { repository: repository.root, path: worktree, recipe },
    0o022,
  )
  return {
    things: things.map(({ path, how, files }) => `${path} ${how} ${files}`),
    left: left.map(({ path, why }) => `${path} ${why}`),
  }
}
const text = (path: string) => readFileSync(join(worktree, path), 'utf8')
const status = () =>
  execFileSync('git', ['status', '--porcelain'], { cwd: worktree, encoding: 'utf8' })

describe('files', () => {
  it('are copied or linked by their patterns, with mode and times', async () => {
    put('.env', 'SECRET=1\n')
    put('packages/a/.env.local')
    put('deep/er/x.local.json')
    put('.vscode/settings.json')
    put('.vscode/other.json')
    put('.env.shared')
    utimesSync(join(repository.root, '.env'), 1000, 1000)
    expect(
      await given({
        files: {
          copy: ['.env', '**/.env.local', '**/*.local.json', '.vscode/settings.json', '.env.test'],
          link: ['.env.shared'],
        },
      }),
    ).toEqual({
      things: [
        '.env copied 1',
        'packages/a/.env.local copied 1',
        'deep/er/x.local.json copied 1',
        '.vscode/settings.json copied 1',
        '.env.shared linked 1',
      ],
      left: ['.env.test nothing'],
    })
    expect(text('.env')).toBe('SECRET=1\n')
    expect(statSync(join(worktree, '.env')).mtimeMs).toBe(1_000_000)
    expect(readlinkSync(join(worktree, '.env.shared'))).toBe(join(repository.root, '.env.shared'))
    expect(status()).toBe('')
    expect(statSync(join(worktree, 'deep')).mode & 0o777).toBe(0o755)
  })

  it('that are tracked, not ignored, or not ignored there are not given', async () => {
    put('seen.txt')
    put('.env')
    writeFileSync(join(worktree, '.gitignore'), 'node_modules/\n')
    expect(await given({ files: { copy: ['README.md', 'seen.txt', '.env'] } })).toEqual({
      things: [],
      left: ['README.md nothing', 'seen.txt nothing', '.env seen'],
    })
  })

  it('never overwrite what is there', async () => {
    put('.env', 'theirs\n')
    writeFileSync(join(worktree, '.env'), 'mine\n')
    expect(await given({ files: { copy: ['.env'] } })).toEqual({ things: [], left: ['.env there'] })
    expect(text('.env')).toBe('mine\n')
  })
})

describe('folders', () => {
  it('come whole, with their links, and without what leads out', async () => {
    put('node_modules/a/index.js')
    put('node_modules/a/run.sh')
    put('node_modules/b/package/.git/config')
    mkdirSync(join(repository.root, 'node_modules/.bin'))
    symlinkSync('../a/run.sh', join(repository.root, 'node_modules/.bin/run'))
    symlinkSync('../packages/a', join(repository.root, 'node_modules/own'))
    symlinkSync('/etc/passwd', join(repository.root, 'node_modules/absolute'))
    symlinkSync('../../elsewhere', join(repository.root, 'node_modules/out'))
    const { things, left } = await given({ folders: { copy: ['node_modules'] } })
    expect(things).toEqual([expect.stringMatching(/^node_modules (copied|cloned) 4$/)])
    expect(left.toSorted()).toEqual([
      'node_modules/absolute outside',
      'node_modules/b/package repository',
      'node_modules/out outside',
    ])
    expect(readlinkSync(join(worktree, 'node_modules/.bin/run'))).toBe('../a/run.sh')
    expect(text('node_modules/own/index.js')).toBe('1\n')
    expect(status()).toBe('')
  })

  it('are linked where their pattern lets a link be ignored, and told where it does not', async () => {
    put('target/x')
    put('node_modules/x')
    const { things, left } = await given({ folders: { link: ['target', 'node_modules'] } })
    const clones = things[0] === 'target cloned 1'
    expect({ things, left }).toEqual(
      clones
        ? { things: ['target cloned 1', 'node_modules cloned 1'], left: [] }
        : { things: ['target linked 1'], left: ['node_modules seen'] },
    )
    expect(status()).toBe('')
  })

  it('name the first of what they leave out, and count all of it', async () => {
    put('target/x')
    for (let at = 0; at < 130; at += 1) symlinkSync('/etc', join(repository.root, `target/l${at}`))
    const { git, root } = repository
    const recipe = { files: { copy: ['none'] }, folders: { copy: ['target'] } }
    const { left, leftCount } = await carry(
      git,
      { repository: root, path: worktree, recipe },
      0o022,
    )
    expect([left.length, leftCount, left[0]?.path]).toEqual([100, 131, 'none'])
  })

  it('of thousands of files do not hold anybody up', async () => {
    for (let at = 0; at < 40; at += 1)
      for (let file = 0; file < 100; file += 1) put(`node_modules/p${at}/f${file}.js`, `${file}\n`)
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    const { things } = await given({ folders: { copy: ['node_modules'] } })
    clearInterval(beat)
    expect(things).toEqual([expect.stringMatching(/ 4000$/)])
    expect(text('node_modules/p39/f99.js')).toBe('99\n')
    expect(longest).toBeLessThan(1000)
  })
})

describe('what cannot be given', () => {
  const beside = () => readdirSync(repository.directory).toSorted()
  const asAtFirst = ['home', 'repository', 'worktree']

  /** So deep that the names of some fit there, and not where the folder is built. */
  const putTooLong = (folder: string) => {
    const most = 4095
    let at = folder
    const left = () => most - join(repository.root, at).length
    while (left() > 300) at += `/${'d'.repeat(200)}`
    at += `/${'d'.repeat(left() - 100)}`
    for (let file = 0; file < 2000; file += 1)
      put(`${at}/${file}${file % 10 === 5 ? 'x'.repeat(left() - 10) : ''}`)
  }

  it.skipIf(process.platform !== 'linux')(
    'breaks off at the first, takes nothing else with it, and goes into nothing else [linux]',
    async () => {
      worktree = join(repository.directory, 'a-worktree-with-a-long-name')
      repository.exact(['worktree', 'add', '-q', '-b', 'long', worktree])
      putTooLong('node_modules')
      for (let at = 0; at < 500; at += 1) put(`target/f${at}`)
      put('.env')
      const { things, left } = await given({
        files: { copy: ['.env'] },
        folders: { copy: ['node_modules', 'target'] },
      })
      expect(left).toEqual(['node_modules failed'])
      expect(things).toEqual([
        '.env copied 1',
        expect.stringMatching(/^target (copied|cloned) 500$/),
      ])
      expect(readdirSync(join(worktree, 'target'))).toHaveLength(500)
      expect(beside()).toEqual(['a-worktree-with-a-long-name', ...asAtFirst])
    },
  )

  it.skipIf(process.platform !== 'linux')(
    'is told of by itself where it cannot even be looked at [linux]',
    async () => {
      const steps = Array.from({ length: 25 }, () => 'd'.repeat(200)).join(' ')
      const deep = `mkdir node_modules && cd -P node_modules && for d in ${steps}; do mkdir $d && cd -P ./$d; done; echo x > f`
      execFileSync('bash', ['-c', deep], { cwd: repository.root })
      put('.env')
      const { things, left } = await given({
        files: { copy: ['.env'] },
        folders: { link: ['node_modules'] },
      })
      execFileSync('rm', ['-rf', join(repository.root, 'node_modules')])
      expect({ things, left }).toEqual({ things: ['.env copied 1'], left: ['node_modules failed'] })
    },
  )

  it('leaves nothing when the server was killed meanwhile', async () => {
    mkdirSync(`${worktree}.giving-${crypto.randomUUID()}`)
    mkdirSync(`${worktree}.giving-mine`)
    await given({ files: { copy: ['.env'] } })
    expect(beside()).toEqual([...asAtFirst, 'worktree.giving-mine'])
  })
})

describe('nothing leads out', () => {
  it('of the project’s checkout: links, and folders behind links', async () => {
    const outside = join(repository.directory, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, '.env'), 'outside\n')
    symlinkSync(join(outside, '.env'), join(repository.root, '.env'))
    symlinkSync(outside, join(repository.root, 'target'))
    const { things, left } = await given({
      files: { copy: ['.env', 'target/.env'] },
      folders: { copy: ['target'] },
    })
    expect(things).toEqual([])
    expect(left.toSorted()).toEqual(['.env outside', 'target outside', 'target/.env nothing'])
    expect(() => lstatSync(join(worktree, '.env'))).toThrow('ENOENT')
  })

  it('of the worktree: a folder there that is a link', async () => {
    const outside = join(repository.directory, 'outside')
    mkdirSync(outside)
    rmSync(join(worktree, 'packages'), { recursive: true })
    symlinkSync(outside, join(worktree, 'packages'))
    put('packages/a/.env')
    expect(await given({ files: { copy: ['**/.env'] } })).toEqual({
      things: [],
      left: ['packages/a/.env outside'],
    })
    expect(() => lstatSync(join(outside, 'a'))).toThrow('ENOENT')
  })

  it('into a repository inside, on either side', async () => {
    put('vendor/.git/HEAD', 'ref: refs/heads/main\n')
    put('.vscode/inner/.git/HEAD')
    put('.vscode/inner/x.json')
    mkdirSync(join(worktree, 'packages/a/.git'))
    put('packages/a/.env')
    const recipe = {
      files: { copy: ['.vscode/inner/x.json', '.vscode/*/x.json', 'packages/a/.env'] },
    }
    const { things, left } = await given(recipe)
    expect(things).toEqual([])
    expect(left.toSorted()).toEqual([
      '.vscode/*/x.json nothing',
      '.vscode/inner/x.json repository',
      'packages/a/.env repository',
    ])
  })
})

describe('what a recipe would give is told by a text', () => {
  const recipe = {
    files: { copy: ['.env*'], link: ['.vscode'] },
    folders: { copy: ['node_modules'] },
  }
  const now = () => offered(repository.git, { repository: repository.root, recipe })

  it.each([
    ['a file is written', () => put('.env', 'other\n'), false],
    ['a file comes', () => put('.env.local'), false],
    [
      'a folder goes',
      () => rmSync(join(repository.root, 'node_modules'), { recursive: true }),
      false,
    ],
    ['something in a folder is written', () => put('node_modules/a/index.js', '3\n'), true],
    ['what is linked is written', () => put('.vscode/settings.json', '{}\n'), true],
    ['what it does not name is written', () => put('target/debug'), true],
  ])('where %s', async (_, change, stays) => {
    put('.env')
    put('node_modules/a/index.js')
    put('.vscode/settings.json')
    const before = await now()
    expect(await now()).toBe(before)
    change()
    expect((await now()) === before).toBe(stays)
  })
})
