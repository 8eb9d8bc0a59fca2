// The front door on trees of its own: what counts as installed and as built, and two first runs at the same time.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { buildStale } from './building/build.ts'
import { root as realRoot } from './building/root.ts'
import type { Target } from './building/targets.ts'
import { isFresh, isInstalled, refuseNode, withInstallLock } from './run.mjs'

const made: string[] = []

function tree(files: Record<string, unknown>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-run-')))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

test.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['22.1.0', true],
  ['9.99.0', false],
])('Node %s will do: %s', (version, good) => {
  const refusal = refuseNode(version)
  if (good) expect(refusal).toBeNull()
  else expect(refusal).toContain('20.19 or newer')
})

describe('installed', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/o': { version: '2.0.0', optional: true },
    },
  }
  const present = { packages: { 'node_modules/a': { version: '1.0.0' } } }
  const files = {
    'package.json': { dependencies: { a: '1.0.0' } },
    'package-lock.json': lock,
    'node_modules/.package-lock.json': present,
  }

  test('what somebody installed by hand counts, optional packages aside', () => {
    expect(isInstalled(tree(files))).toBe(true)
  })

  test('an empty tree and another version do not', () => {
    expect(isInstalled(tree({ 'package.json': {}, 'package-lock.json': lock }))).toBe(false)
    const older = { packages: { 'node_modules/a': { version: '0.9.0' } } }
    expect(isInstalled(tree({ ...files, 'node_modules/.package-lock.json': older }))).toBe(false)
  })

  test('a changed lockfile is noticed after the stamp was written, a changed script is no matter', () => {
    const root = tree(files)
    expect(isInstalled(root)).toBe(true)
    rmSync(join(root, 'node_modules/.package-lock.json'))
    writeFileSync(
      join(root, 'package.json'),
      JSON.stringify({ ...files['package.json'], scripts: { x: 'y' } }),
    )
    expect(isInstalled(root)).toBe(true)
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: {}, changed: true }))
    expect(isInstalled(root)).toBe(false)
  })
})

describe('the install lock', () => {
  test('one after the other', async () => {
    const root = tree({})
    let inside = 0
    const work = async () => {
      expect(++inside).toBe(1)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    await Promise.all([withInstallLock(root, work), withInstallLock(root, work)])
    expect(existsSync(join(root, '.install-lock'))).toBe(false)
  })

  test('a dead holder’s lock is taken over', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    const root = tree({ '.install-lock/pid': String(child.pid) })
    expect(await withInstallLock(root, () => 'done')).toBe('done')
  })

  test('a lock whose holder died before it gave its name is taken over', async () => {
    const root = tree({ '.install-lock/x': '' })
    const past = new Date(Date.now() - 60_000)
    utimesSync(join(root, '.install-lock'), past, past)
    expect(await withInstallLock(root, () => 'done')).toBe('done')
  })
})

describe('builds', () => {
  const target = (make: Target['make']): Record<string, Target> => ({
    one: { inputs: ['src'], output: 'dist/one', make },
  })
  const build = (root: string, make: Target['make']) => buildStale(root, target(make), () => {})
  const good: Target['make'] = async (_, out) => {
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, 'main.js'), 'built')
  }

  test('builds once, again when the content changes, not when only the time does', async () => {
    const root = tree({ 'src/a.ts': '1' })
    expect(isFresh(root)).toBe(false)
    expect(await build(root, good)).toEqual(['one'])
    expect(isFresh(root)).toBe(true)
    expect(await build(root, good)).toEqual([])
    utimesSync(join(root, 'src/a.ts'), new Date(1), new Date(1))
    expect(isFresh(root)).toBe(false)
    expect(await build(root, good)).toEqual([])
    expect(isFresh(root)).toBe(true)
    writeFileSync(join(root, 'src/a.ts'), '2')
    expect(isFresh(root)).toBe(false)
    expect(await build(root, good)).toEqual(['one'])
  })

  test('a new file, a deleted file and a deleted output are noticed; a test is not', async () => {
    const root = tree({ 'src/a.ts': '1', 'src/b.ts': '1' })
    await build(root, good)
    writeFileSync(join(root, 'src/a.test.ts'), '')
    expect(isFresh(root)).toBe(true)
    rmSync(join(root, 'src/b.ts'))
    expect(isFresh(root)).toBe(false)
    await build(root, good)
    writeFileSync(join(root, 'src/c.ts'), '')
    expect(isFresh(root)).toBe(false)
    await build(root, good)
    rmSync(join(root, 'dist/one'), { recursive: true })
    expect(isFresh(root)).toBe(false)
    expect(await build(root, good)).toEqual(['one'])
  })

  test('one target alone is no complete build', async () => {
    const root = tree({ 'src/a.ts': '1' })
    const two = {
      ...target(good),
      two: { inputs: ['src'], output: 'dist/two', make: () => Promise.reject(new Error('broken')) },
    }
    await expect(buildStale(root, two, () => {})).rejects.toThrow('broken')
    expect(isFresh(root)).toBe(false)
  })

  test('a failed build leaves the last good one and stays stale', async () => {
    const root = tree({ 'src/a.ts': '1' })
    await build(root, good)
    writeFileSync(join(root, 'src/a.ts'), '2')
    await expect(build(root, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(existsSync(join(root, 'dist/one/main.js'))).toBe(true)
    expect(isFresh(root)).toBe(false)
    writeFileSync(join(root, 'src/a.ts'), '1')
    expect(isFresh(root)).toBe(false)
  })
})

test('two first starts at once: one installs, the other waits, both start', async () => {
  const root = tree({
    'package.json': {
      name: 'x',
      version: '1.0.0',
      type: 'module',
      workspaces: ['packages/*'],
      scripts: {},
    },
    'packages/y/package.json': { name: 'y', version: '1.0.0' },
    'package-lock.json': {
      name: 'x',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'x', version: '1.0.0', workspaces: ['packages/*'] },
        'node_modules/y': { resolved: 'packages/y', link: true },
        'packages/y': { version: '1.0.0' },
      },
    },
    'dist/built.json': { names: [], targets: {} },
    'dist/server/main.js': 'console.log(`started ${process.argv[1].endsWith("main.js")}`)',
  })
  cpSync(join(realRoot, 'scripts/run.mjs'), join(root, 'scripts/run.mjs'))
  const start = async () => {
    const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'start'])
    const [out] = await Promise.all([text(child.stdout), once(child, 'exit')])
    return out
  }
  const said = await Promise.all([start(), start()])
  expect(said.filter((out) => out.includes('Installing'))).toHaveLength(1)
  for (const out of said) expect(out).toContain('started true')
  expect(await start()).toBe('started true\n')
}, 60_000)

test('an unknown verb is refused with the known ones', async () => {
  const child = spawn(process.execPath, [join(realRoot, 'scripts/run.mjs'), '../etc'])
  const [err] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(err).toContain('There is no "../etc". Try one of: start,')
})
