// Getting to a file of a real worktree: by what is typed of its path, by what it defines, and by a path from anywhere.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FilesRunner } from '../files-port.ts'
import { openReviewRig, type ReviewRig } from '../git/changes/review-rig.ts'
import { localFiles } from './local.ts'

const first = {
  'README.md': '# Shop\n',
  'src/cart.ts': 'export function cartTotal() {\n  return 1\n}\nconst a = cartTotal()\n',
  'src/cart-line.ts': 'export interface CartLine {\n  a: 1\n}\n',
  'lib/cart.py': 'class Cart:\n    def cart_total(self):\n        pass\n',
  'docs/über.md': 'Words\n',
  '.gitignore': 'out\n.env\n',
}

let rig: ReviewRig
let files: FilesRunner

beforeEach(async () => {
  rig = await openReviewRig(first)
  files = localFiles(rig.repository.git, {
    isTrusted: () => Promise.resolve(false),
    environment: rig.repository.environment,
  })
})
afterEach(() => rig.repository.remove())

const put = (path: string, content: string | Buffer) => writeFileSync(rig.file(path), content)
const jump = async (query: string, recent: string[] = []) =>
  (await files.jump({ ...rig.ask, query, recent, most: 50 })).files
const paths = async (query: string, recent?: string[]) =>
  (await jump(query, recent)).map(({ path }) => path)
const read = (file: string, whole = false) => files.read({ ...rig.ask, file, whole })
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'it was given',
    (cause: { code?: string }) => cause.code ?? 'refused without a code',
  )

describe('a file', () => {
  it('is found whatever it is called, tracked or new, as long as it is there and not ignored', async () => {
    mkdirSync(rig.file('out'))
    put('out/made.js', '')
    put('.env', 'SECRET=1\n')
    put('new\nline.ts', '')
    put('日本 x.txt', '')
    rmSync(rig.file('README.md'))
    expect((await paths('')).toSorted()).toEqual(
      [
        '.gitignore',
        'docs/über.md',
        'lib/cart.py',
        'new\nline.ts',
        'src/cart-line.ts',
        'src/cart.ts',
        '日本 x.txt',
      ].toSorted(),
    )
    expect(await paths('ÜBER')).toEqual(['docs/über.md'])
    expect(await paths('日本')).toEqual(['日本 x.txt'])
    expect(await paths('new')).toEqual(['new\nline.ts'])
    expect(await paths('made')).toEqual([])
  })

  it('that the thread changed goes before what was looked at, and this before the rest', async () => {
    put('src/cart-line.ts', 'export interface CartLine {}\n')
    put('cart-new.ts', '')
    rig.git('commit', '-qam', 'committed, and still of the thread')
    expect(await jump('cart', ['lib/cart.py'])).toEqual([
      { path: 'cart-new.ts', changed: true, recent: false },
      { path: 'src/cart-line.ts', changed: true, recent: false },
      { path: 'lib/cart.py', changed: false, recent: true },
      { path: 'src/cart.ts', changed: false, recent: false },
    ])
  })

  it('is found by its whole path, as agents say it', async () => {
    expect((await paths(rig.file('src/cart.ts')))[0]).toBe('src/cart.ts')
  })

  it('is not found where there is no worktree any more', async () => {
    renameSync(rig.ask.path, `${rig.ask.path}-away`)
    expect(await refusal(jump('cart'))).toBe('worktree_missing')
    expect(await refusal(files.symbols({ ...rig.ask, query: 'cart', most: 5 }))).toBe(
      'worktree_missing',
    )
    expect(await refusal(read('src/cart.ts'))).toBe('worktree_missing')
  })
})

describe('a definition', () => {
  const found = async (query: string, most = 50) => {
    const { symbols, ...rest } = await files.symbols({ ...rig.ask, query, most })
    expect(rest).toEqual({ more: false, cut: false })
    return symbols.map(({ path, line, kind, name }) => `${path}:${line} ${kind} ${name}`)
  }

  it('is found by its name, or its beginning, in what is tracked and what is new', async () => {
    put('new\nline.ts', '\nclass Cart {\n  cartSize(a: number) {\n  }\n}\n')
    expect(await found('Cart')).toEqual([
      'new\nline.ts:2 class Cart',
      'lib/cart.py:1 class Cart',
      'new\nline.ts:3 method cartSize',
      'src/cart-line.ts:1 interface CartLine',
      'src/cart.ts:1 function cartTotal',
      'lib/cart.py:2 method cart_total',
    ])
    expect(await found('cartTotal')).toEqual(['src/cart.ts:1 function cartTotal'])
    expect(await found('total')).toEqual([
      'src/cart.ts:1 function cartTotal',
      'lib/cart.py:2 method cart_total',
    ])
    const [one] = (await files.symbols({ ...rig.ask, query: 'CartLine', most: 1 })).symbols
    expect(one).toMatchObject({ text: 'export interface CartLine {', changed: false })
  })

  it('is looked for in files of known languages, whatever they are called', async () => {
    mkdirSync(rig.file('deep/er'), { recursive: true })
    for (const path of ['deep/er/ODD.TS', '[x].ts', ':(top)x.ts', 'notes.md'])
      put(path, 'class Odd {}\n')
    expect((await found('Odd')).toSorted()).toEqual([
      ':(top)x.ts:1 class Odd',
      '[x].ts:1 class Odd',
      'deep/er/ODD.TS:1 class Odd',
    ])
  })

  it('is not looked for without end in lines of which it is hard to tell', async () => {
    put('hard.c', `${' '.repeat(480)}hard = 1\n`.repeat(6_000))
    put('src/cart.ts', 'const hard = 1\n')
    const { symbols, ...rest } = await files.symbols({ ...rig.ask, query: 'hard', most: 5 })
    expect(rest).toEqual({ more: true, cut: true })
    expect(symbols.every(({ name }) => name === 'hard')).toBe(true)
  })

  it('is looked for no longer than somebody waits for it', async () => {
    const ask = { ...rig.ask, query: 'cart', most: 5 }
    const nothing = { symbols: [], more: false, cut: true }
    expect(await files.symbols({ ...ask, signal: AbortSignal.abort() })).toEqual(nothing)
    const calls: string[] = []
    const waits = new AbortController()
    const slow = localFiles(
      (args, options) => {
        calls.push(options.name)
        if (options.name === 'find-symbols') waits.abort()
        return rig.repository.git(args, options)
      },
      { isTrusted: () => Promise.resolve(false), environment: rig.repository.environment },
    )
    const { symbols, cut } = await slow.symbols({ ...ask, signal: waits.signal })
    expect([symbols, cut]).toEqual([[], true])
    expect(calls.filter((name) => name === 'find-symbols')).toHaveLength(1)
  })

  it('is told that there are more', async () => {
    put('many.ts', Array.from({ length: 9 }, (_, n) => `const many${n} = 1\n`).join(''))
    const told = await files.symbols({ ...rig.ask, query: 'many', most: 5 })
    expect([told.symbols.length, told.more]).toEqual([5, true])
  })

  it('is looked for as it was typed: nothing of it is a pattern, an option or a program', async () => {
    const made = join(rig.repository.directory, 'made')
    put('odd.ts', 'const $a = 1\nconst b = "[x]"\n')
    expect(await found('$a')).toEqual(['odd.ts:1 constant $a'])
    for (const query of [
      '.*',
      'c.rt',
      'cart|Line',
      'cart\\|Line',
      '(cart',
      '[a-z]',
      'a{2}',
      '^export',
      '$',
      '\\',
      '\\w',
      '-e',
      '--',
      `--open-files-in-pager=touch ${made}`,
      `$(touch ${made})`,
      `;touch ${made};`,
      ':(glob)**',
      '日',
    ])
      expect([query, await found(query)]).toEqual([
        query,
        query === '$' ? ['odd.ts:1 constant $a'] : [],
      ])
    expect(await refusal(read('../made'))).toBe('file_not_found')
  })

  it('is looked for without programs of the repository', async () => {
    const made = join(rig.repository.directory, 'made')
    rig.git('config', 'core.pager', `touch ${made}`)
    rig.git('config', 'grep.patternType', 'perl')
    rig.git('config', 'grep.fullName', 'false')
    rig.git('config', 'color.grep', 'always')
    rig.git('config', 'grep.column', 'true')
    rig.git('config', 'diff.x.textconv', `touch ${made}; cat`)
    put('.gitattributes', '*.ts diff=x\n')
    expect(await found('cartTotal')).toEqual(['src/cart.ts:1 function cartTotal'])
    expect(() => execFileSync('test', ['-e', made])).toThrow('Command failed')
  })
})

describe('what is read', () => {
  it('is the file as it lies there', async () => {
    put('run.sh', '#!/bin/sh\r\nexit\r\n')
    chmodSync(rig.file('run.sh'), 0o755)
    expect(await read('run.sh')).toMatchObject({
      path: 'run.sh',
      form: 'text',
      text: '#!/bin/sh\r\nexit\r\n',
      bytes: 17,
      executable: true,
      large: null,
      isUtf8: true,
    })
    const before = (await read('src/cart.ts')).version
    put('src/cart.ts', 'other\n')
    expect((await read('src/cart.ts')).version).not.toBe(before)
    put('empty', '')
    expect(await read('empty')).toMatchObject({ form: 'text', text: '', bytes: 0 })
    put('.env', 'A=1\n')
    expect((await read('.env')).text).toBe('A=1\n')
  })

  it('is told where it has no lines, or not in words that all can read', async () => {
    const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
    put('logo.bin', png)
    put('data', Buffer.from([1, 2, 0, 3]))
    put('latin.txt', Buffer.from('gr\xf6\xdfe\n', 'latin1'))
    symlinkSync('/etc/passwd', rig.file('out-link'))
    symlinkSync('src/cart.ts', rig.file('in-link'))
    expect(await read('logo.bin')).toMatchObject({ form: 'image', text: null })
    expect(await read('data')).toMatchObject({ form: 'binary', text: null, bytes: 4 })
    expect(await read('latin.txt')).toMatchObject({ text: 'gr��e\n', isUtf8: false })
    expect(await read('out-link')).toMatchObject({
      form: 'symlink',
      target: '/etc/passwd',
      text: null,
    })
    expect(await read('in-link')).toMatchObject({ form: 'symlink', target: 'src/cart.ts' })
    const { mediaType, bytes } = await files.bytes({ ...rig.ask, file: 'logo.bin' })
    expect([mediaType, bytes]).toEqual(['image/png', png])
  })

  it('is a submodule’s commit', async () => {
    const commit = rig.git('rev-parse', 'HEAD')
    rig.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`)
    mkdirSync(rig.file('sub'))
    expect(await read('sub')).toMatchObject({ form: 'submodule', target: commit })
    expect(await paths('sub')).toEqual(['sub'])
  })

  it('is not shown unasked where it is long, and never where it is huge', async () => {
    put('long.txt', 'x\n'.repeat(20_002))
    put('wide.txt', 'y'.repeat((1 << 20) + 1))
    put('huge.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'z'))
    expect(await read('long.txt')).toMatchObject({ text: null, large: 'long', bytes: 40_004 })
    expect(await read('wide.txt')).toMatchObject({ text: null, large: 'long' })
    expect((await read('long.txt', true)).text).toHaveLength(40_004)
    expect((await read('wide.txt', true)).large).toBeNull()
    expect(await read('huge.txt', true)).toMatchObject({ text: null, large: 'file' })
    expect(await refusal(files.bytes({ ...rig.ask, file: 'huge.txt' }))).toBe('too_large')
  })

  it('never lies outside, behind a link, or with git', async () => {
    writeFileSync(join(rig.repository.directory, 'secret'), 'SECRET\n')
    symlinkSync(rig.repository.directory, rig.file('away'))
    symlinkSync('src', rig.file('beside'))
    symlinkSync('loop', rig.file('loop'))
    mkdirSync(rig.file('inner/.git'), { recursive: true })
    put('inner/.git/config', '[core]\n')
    execFileSync('mkfifo', [rig.file('pipe')])
    for (const path of [
      '.git',
      '.git/config',
      '.GIT/config',
      '.git /config',
      '.g\u200Cit/config',
      'git~1/config',
      'inner/.git/config',
      '../secret',
      '../../secret',
      'src/../../secret',
      join(rig.repository.directory, 'secret'),
      '/etc/passwd',
      'away/secret',
      'beside/cart.ts',
      'loop/x',
      'pipe',
      'src',
      'src/cart.ts/x',
      'gone.ts',
      `${'x'.repeat(300)}.ts`,
      'a\0b',
      '-n',
      ':(top)README.md',
      '*',
    ]) {
      expect([path, await refusal(read(path))]).toEqual([path, 'file_not_found'])
      expect([path, await refusal(files.bytes({ ...rig.ask, file: path }))]).toEqual([
        path,
        'file_not_found',
      ])
    }
    const socket = createServer().listen(rig.file('socket'))
    await once(socket, 'listening')
    expect(await refusal(read('socket'))).toBe('file_not_found')
    socket.close()
    // A link is told, and never followed.
    expect(await refusal(files.bytes({ ...rig.ask, file: 'beside' }))).toBe('file_not_found')
    expect((await read('loop')).target).toBe('loop')
  })
})
