// Each wall is shown one planted violation and must name it, and must leave a healthy tree alone.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { root as realRoot } from './building/root.ts'
import { reportWalls, sizeWalls, walls } from './walls/report.ts'
import { readTree } from './walls/tree.ts'
import { applyWaivers, grown, parseWaivers, readWaivers, waiverFile } from './walls/waivers.ts'

type Files = Record<string, string>

const says = '// For the test.\n'
const server = (path: string) => `packages/server/src/${path}`
const client = (path: string) => `packages/client/src/${path}`
const contract = (path: string) => `packages/contract/src/${path}`
const imports = (specifier: string) =>
  `${says}import { x } from '${specifier}'\nexport const y = x\n`
const x = `${says}export const x = 1\n`
const lines = (n: number) =>
  Array.from({ length: n }, (_, at) => `export const v${at} = ${at}`).join('\n')
const onlyOn = (name: string) => `it.runIf(process.platform === 'linux')('${name}', () => {})\n`

const healthy: Files = {
  'packages/contract/package.json': JSON.stringify({
    name: '@a-parallel/contract',
    exports: {
      './nouns': './src/nouns/index.ts',
      './model': './src/model/index.ts',
      './wire': './src/wire/index.ts',
    },
  }),
  [contract('nouns/index.ts')]: `${says}export { x } from './thread.ts'\n`,
  [contract('nouns/thread.ts')]:
    `${says}import { z } from 'zod'\nexport const x = z.string()\nexport const at = (text: string) => new Date(text)\n`,
  [contract('wire/index.ts')]: x,
  [contract('model/index.ts')]: x,
  'packages/shared/package.json': JSON.stringify({
    name: '@a-parallel/shared',
    exports: { '.': './src/index.ts' },
  }),
  'packages/shared/src/index.ts': `${says}export type * from '@a-parallel/contract/nouns'\n`,
  [server('main.ts')]: imports('./store/sqlite.ts'),
  [server('http/app.ts')]: imports('../threads/index.ts'),
  [server('store/port.ts')]: x,
  [server('store/sqlite.ts')]: imports('drizzle-orm'),
  [server('projects/index.ts')]: imports('../store/port.ts'),
  [server('projects/routes.ts')]: imports('@a-parallel/contract/nouns'),
  [server('threads/index.ts')]: imports('../projects/index.ts'),
  [server('threads/lane.ts')]: imports('@a-parallel/contract/model'),
  [server('threads/lane.test.ts')]: `${says}${onlyOn('goes [linux]')}`,
  [server('runner/port.ts')]: imports('../platform/clock.ts'),
  [server('platform/clock.ts')]: x,
  [server('runner/drivers/one/decode.ts')]: imports('@a-parallel/contract/nouns'),
  [server('runner/holder/posix.ts')]:
    '// The claude CLI dies of half a line.\nexport const x = 1 as const\n',
  [client('main.tsx')]: imports('./app/shell.tsx'),
  [client('app/shell.tsx')]: imports('../features/threads/index.ts'),
  [client('features/threads/index.ts')]: imports('../../live/socket.ts'),
  [client('features/approvals/index.ts')]: imports('../threads/index.ts'),
  [client('live/socket.ts')]: imports('@a-parallel/contract/nouns'),
  [client('ui/button.tsx')]:
    `${says}export const B = (p: { t: string; on: boolean }) => <button title={p.t}>{p.on === 'yes' ? p.t : '·'}<kbd>Esc</kbd></button>\n`,
  [client('words/en.json')]: '{}',
}

/** wall → what to plant; the wall named first must be among those that fire. */
const planted: [wall: string, name: string, files: Files][] = [
  ['reach', 'an import that leads nowhere', { [server('threads/a.ts')]: imports('./gone.ts') }],
  ['reach', 'an import without its extension', { [server('threads/a.ts')]: imports('./lane') }],
  [
    'reach',
    'a path into another package',
    { [server('threads/a.ts')]: imports('../../../contract/src/model/index.ts') },
  ],
  [
    'reach',
    'client code that imports server code',
    { [client('app/a.ts')]: imports('../../../server/src/threads/lane.ts') },
  ],
  ['contract-imports', 'contract importing node', { [contract('model/a.ts')]: imports('node:fs') }],
  [
    'contract-imports',
    'contract importing a package',
    { [contract('model/a.ts')]: imports('hono') },
  ],
  [
    'pure-contract',
    'a clock in contract',
    { [contract('model/a.ts')]: `${says}export const x = () => Date.now()\n` },
  ],
  [
    'pure-contract',
    'a clock by another name',
    { [contract('model/a.ts')]: `${says}export const x = () => new Date()\n` },
  ],
  [
    'pure-contract',
    'chance in contract',
    { [contract('model/a.ts')]: `${says}export const x = () => Math.random()\n` },
  ],
  [
    'pure-contract',
    'the machine in contract',
    { [contract('model/a.ts')]: `${says}export const x = process.env\n` },
  ],
  [
    'pure-contract',
    'the DOM in contract',
    { [contract('model/a.ts')]: `${says}export const x = () => document.title\n` },
  ],
  ['shared-emits-nothing', 'code in shared', { 'packages/shared/src/errors.ts': x }],
  [
    'shared-emits-nothing',
    'a value re-exported from shared',
    { 'packages/shared/src/a.ts': `${says}export * from '@a-parallel/contract/nouns'\n` },
  ],
  [
    'schemas-at-the-edge',
    'a schema as a value in a feature',
    { [server('threads/a.ts')]: imports('@a-parallel/contract/nouns') },
  ],
  [
    'schemas-at-the-edge',
    'a schema as a value in a component',
    { [client('features/threads/a.tsx')]: imports('@a-parallel/contract/wire') },
  ],
  [
    'server-layers',
    'a feature importing http',
    { [server('threads/a.ts')]: imports('../http/app.ts') },
  ],
  [
    'server-layers',
    'a feature importing an adapter',
    { [server('threads/a.ts')]: imports('../store/sqlite.ts') },
  ],
  [
    'server-layers',
    'http importing an adapter',
    { [server('http/a.ts')]: imports('../store/sqlite.ts') },
  ],
  [
    'server-layers',
    'http reaching behind a feature',
    { [server('http/a.ts')]: imports('../threads/lane.ts') },
  ],
  [
    'server-layers',
    'the store importing a feature',
    { [server('store/a.ts')]: imports('../threads/index.ts') },
  ],
  [
    'server-layers',
    'the runner importing a feature',
    { [server('runner/a.ts')]: imports('../threads/index.ts') },
  ],
  [
    'server-layers',
    'the runner importing the store',
    { [server('runner/a.ts')]: imports('../store/port.ts') },
  ],
  [
    'server-layers',
    'a feature behind another’s face',
    { [server('threads/a.ts')]: imports('../projects/routes.ts') },
  ],
  [
    'server-layers',
    'features in the wrong order',
    { [server('projects/a.ts')]: imports('../threads/index.ts') },
  ],
  [
    'server-layers',
    'a feature without a place',
    { [server('zebras/a.ts')]: imports('../threads/index.ts') },
  ],
  [
    'server-layers',
    'a type import against the layers',
    { [server('runner/a.ts')]: `${says}export type { x } from '../threads/index.ts'\n` },
  ],
  [
    'pure-drivers',
    'a driver doing I/O',
    { [server('runner/drivers/one/a.ts')]: imports('node:fs') },
  ],
  [
    'pure-drivers',
    'a driver importing the runner',
    { [server('runner/drivers/one/a.ts')]: imports('../../port.ts') },
  ],
  [
    'blind-holder',
    'a holder importing a driver',
    { [server('runner/holder/a.ts')]: imports('../drivers/one/decode.ts') },
  ],
  [
    'blind-holder',
    'a holder naming a vendor',
    { [server('runner/holder/a.ts')]: `${says}export const x = 'claude'\n` },
  ],
  [
    'queries-in-store',
    'a query in a feature',
    { [server('threads/a.ts')]: imports('drizzle-orm/sqlite-core') },
  ],
  [
    'client-layers',
    'a feature behind another’s face',
    {
      [client('features/approvals/a.ts')]: imports('../threads/view.ts'),
      [client('features/threads/view.ts')]: x,
    },
  ],
  [
    'client-layers',
    'a feature importing app',
    { [client('features/threads/a.ts')]: imports('../../app/shell.tsx') },
  ],
  [
    'client-layers',
    'live importing a feature',
    { [client('live/a.ts')]: imports('../features/threads/index.ts') },
  ],
  ['client-layers', 'ui importing live', { [client('ui/a.ts')]: imports('../live/socket.ts') }],
  [
    'client-layers',
    'ui importing contract',
    { [client('ui/a.ts')]: imports('@a-parallel/contract/model') },
  ],
  [
    'client-layers',
    'ui importing a shared type',
    { [client('ui/a.ts')]: `${says}export type { T } from '@a-parallel/shared'\n` },
  ],
  [
    'desktop-in-one-file',
    'the desktop shell elsewhere',
    { [client('app/a.ts')]: imports('@tauri-apps/api') },
  ],
  [
    'cycles',
    'two files that import each other',
    { [server('threads/a.ts')]: imports('./b.ts'), [server('threads/b.ts')]: imports('./a.ts') },
  ],
  [
    'cycles',
    'a cycle of types',
    {
      [server('threads/a.ts')]: `${says}export type { B } from './b.ts'\n`,
      [server('threads/b.ts')]: `${says}export type B = import('./a.ts').A\n`,
    },
  ],
  [
    'cycles',
    'a cycle through a late import',
    {
      [server('threads/a.ts')]: imports('./b.ts'),
      [server('threads/b.ts')]: `${says}export const x = () => import('./a.ts')\n`,
    },
  ],
  ['faces', 'an index.ts inside a feature', { [server('threads/deep/index.ts')]: x }],
  ['faces', 'an index.ts in a layer', { [server('store/index.ts')]: x }],
  ['names', 'a file called utils', { [server('threads/utils.ts')]: x }],
  ['names', 'a folder called common', { [client('common/a.ts')]: x }],
  ['names', 'a name that ends in a vague word', { [server('threads/thread-manager.ts')]: x }],
  ['names', 'a name in camel case', { [server('threads/ThreadService.ts')]: x }],
  [
    'words',
    'text in JSX',
    { [client('ui/a.tsx')]: `${says}export const A = () => <p>Hello</p>\n` },
  ],
  [
    'words',
    'text in an expression',
    {
      [client('ui/a.tsx')]:
        `${says}export const A = (p: { n: number }) => <p>{p.n > 1 ? 'many' : null}</p>\n`,
    },
  ],
  [
    'words',
    'a spoken attribute',
    { [client('ui/a.tsx')]: `${says}export const A = () => <p aria-label="Close" />\n` },
  ],
  [
    'words',
    'a template in an attribute',
    {
      [client('ui/a.tsx')]:
        `${says}export const A = (p: { n: number }) => <p title={\`\${p.n} files\`} />\n`,
    },
  ],
  [
    'words',
    'a toast',
    {
      [client('ui/a.ts')]:
        `${says}declare const toast: { error(text: string): void }\ntoast.error('Failed')\n`,
    },
  ],
  [
    'openings',
    'a file that does not say what it is for',
    { [server('threads/a.ts')]: 'export const x = 1\n' },
  ],
  [
    'casts',
    'a cast without a reason',
    { [server('threads/a.ts')]: `${says}export const x = 1\nexport const y = x as unknown\n` },
  ],
  [
    'named-platforms',
    'a test for some platforms that does not say so',
    { [server('threads/a.test.ts')]: `${says}${onlyOn('goes')}` },
  ],
  [
    'named-platforms',
    'a skip among the options',
    { [server('threads/a.test.ts')]: `${says}it('goes', { skip: true }, () => {})\n` },
  ],
  ['file-size', 'a long file', { [server('threads/a.ts')]: `${says}${lines(300)}\n` }],
  ['file-size', 'a long test', { [server('threads/a.test.ts')]: `${says}${lines(600)}\n` }],
  [
    'function-size',
    'a long function',
    { [server('threads/a.ts')]: `${says}export function f() {\n${'  void 0\n'.repeat(59)}}\n` },
  ],
  [
    'folder-size',
    'a full folder',
    Object.fromEntries(Array.from({ length: 16 }, (_, at) => [server(`live/f${at}.ts`), x])),
  ],
]

const made: string[] = []

function plant(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'a-parallel-walls-'))
  made.push(root)
  for (const [path, text] of Object.entries({ ...healthy, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

function fired(root: string): string[] {
  const tree = readTree(root)
  return [...walls, ...sizeWalls].flatMap((wall) => wall(tree).map((violation) => violation.wall))
}

afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

describe('walls', () => {
  test('a healthy tree breaks none', () => {
    const tree = readTree(plant({}))
    expect([...walls, ...sizeWalls].flatMap((wall) => wall(tree))).toEqual([])
  })

  test.each(planted)('%s: %s', (wall, _, files) => {
    expect(fired(plant(files))).toContain(wall)
  })

  test('every wall has a planted violation', () => {
    expect(new Set(planted.map(([wall]) => wall)).size).toBe(walls.length + sizeWalls.length)
  })

  test('they look at the real tree', () => {
    const { modules } = readTree(realRoot)
    expect(modules.length).toBeGreaterThan(100)
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(modules.length)
  }, 60_000)

  test('a tree without modules is an error, not a pass', () => {
    const said: string[] = []
    const root = mkdtempSync(join(tmpdir(), 'a-parallel-walls-'))
    made.push(root)
    expect(reportWalls(root, walls, (line) => said.push(line))).toBe(1)
    expect(said.join()).toContain('looked at nothing')
  })
})

describe('sizes at the ceiling', () => {
  test('exactly at the ceiling is allowed', () => {
    expect(
      fired(
        plant({
          [server('threads/a.ts')]: `${says}${lines(299)}\n`,
          [server('threads/b.ts')]: `${says}export function f() {\n${'  void 0\n'.repeat(58)}}\n`,
        }),
      ),
    ).toEqual([])
  })
})

describe('waivers', () => {
  const waiver = { wall: 'file-size', path: 'a.ts', why: 'to be split', most: 400 }

  test('a waiver covers its own violation up to its ceiling', () => {
    const violation = { wall: 'file-size', path: 'a.ts', line: 1, what: '', size: 400 }
    expect(applyWaivers([violation], [waiver])).toEqual({ left: [], idle: [] })
    expect(applyWaivers([{ ...violation, size: 401 }], [waiver]).left).toHaveLength(1)
    expect(applyWaivers([{ ...violation, path: 'b.ts' }], [waiver])).toMatchObject({
      left: [{ path: 'b.ts' }],
      idle: [waiver],
    })
  })

  test('new waivers and raised ceilings are growth', () => {
    expect(grown([waiver], [])).toEqual([])
    expect(grown([waiver], [{ ...waiver, most: 350 }])).toEqual([])
    expect(grown([], [waiver])).toEqual([waiver])
    expect(grown([waiver], [{ ...waiver, most: 401 }])).toHaveLength(1)
  })

  test('the list never grew, from its first version to the file on disk', () => {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: realRoot, encoding: 'utf8' })
    const versions = git('log', '--reverse', '--format=%H', '--', waiverFile)
      .split('\n')
      .filter((hash) => hash !== '')
      .map((hash) => parseWaivers(git('show', `${hash}:${waiverFile}`)))
    const now = parseWaivers(readFileSync(join(realRoot, waiverFile), 'utf8'))
    const history = [[], ...versions, now]
    for (const [at, list] of history.entries())
      expect(grown(history[at - 1] ?? [], list)).toEqual([])
    expect(readWaivers(realRoot)).toEqual(now)
  })
})
