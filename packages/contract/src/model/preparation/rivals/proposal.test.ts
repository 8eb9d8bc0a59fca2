// Recipes from the files of other programs: each form that these have, and whatever else may lie in their place.
import { describe, expect, it } from 'vitest'
import type { RivalFile } from '../../../nouns/preparation/rival.ts'
import { readRecipe } from '../read-recipe.ts'
import { proposeRecipe } from './proposal.ts'

const propose = (file: RivalFile, content: unknown) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  const proposal = proposeRecipe([{ file, text }])
  const read = proposal.text === null ? null : readRecipe(proposal.text)
  // Whatever it is made of, it can be saved.
  if (read?.kind === 'faulty') throw new Error(JSON.stringify(read.faults))
  const recipe: unknown = JSON.parse(proposal.text ?? 'null')
  return { recipe, notes: proposal.notes.map(({ why, said }) => `${why} ${said}`) }
}
const root = '"$A_PARALLEL_PROJECT_PATH"'

const forms: [string, RivalFile, unknown, unknown, string[]?][] = [
  [
    'patterns, at any depth unless they say where',
    '.worktreeinclude',
    '# secrets\n\n.env\n/config/local.json\n.env.*\nnode_modules/\napps/*/.env\n',
    {
      files: { copy: ['**/.env', 'config/local.json', '**/.env.*', 'apps/*/.env'] },
      folders: { copy: ['node_modules'] },
    },
  ],
  [
    'with Windows’ byte order mark and line ends, twice the same, and what no recipe can say',
    '.worktreeinclude',
    '\uFEFF.env\r\n.env\r\n!.env.example\r\n[ab].key\r\nfile?\r\n../up\r\n/\r\n.git\r\n',
    { files: { copy: ['**/.env'] } },
    [
      'negated !.env.example',
      'pattern [ab].key',
      'pattern file?',
      'pattern /',
      'pattern ../up',
      'pattern **/.git',
    ],
  ],
  [
    'scripts with the variables that they use',
    'conductor.json',
    {
      scripts: {
        setup: 'npm install; cp $CONDUCTOR_ROOT_PATH/.env .env',
        run: 'npm run dev -- --port $CONDUCTOR_PORT',
        archive: 'docker compose down',
      },
      runScriptMode: 'nonconcurrent',
    },
    {
      ports: ['PORT'],
      commands: [
        {
          name: 'setup',
          command: `export CONDUCTOR_ROOT_PATH=${root}\nnpm install; cp $CONDUCTOR_ROOT_PATH/.env .env`,
        },
      ],
      teardown: [{ name: 'teardown', command: 'docker compose down' }],
      servers: [
        {
          name: 'dev',
          command: 'export CONDUCTOR_PORT="$PORT"\nnpm run dev -- --port $CONDUCTOR_PORT',
          port: 'PORT',
        },
      ],
    },
  ],
  [
    'a form that somebody made up',
    'conductor.json',
    { $schema: 'x', setup: { script: 'a.sh' }, commands: {}, scripts: { setup: ['a'], lint: 'b' } },
    null,
    ['unknown setup', 'unknown commands', 'type scripts.setup', 'unknown scripts.lint'],
  ],
  [
    'all variables, for a script that may use them',
    'conductor.json',
    { scripts: { archive: './drop.sh "shop_$CONDUCTOR_WORKSPACE_NAME"' } },
    {
      ports: ['PORT'],
      teardown: [
        {
          name: 'teardown',
          command: `export CONDUCTOR_ROOT_PATH=${root} CONDUCTOR_WORKSPACE_PATH="$A_PARALLEL_THREAD_PATH" CONDUCTOR_WORKSPACE_NAME="$A_PARALLEL_THREAD_NAME" CONDUCTOR_PORT="$PORT"\n./drop.sh "shop_$CONDUCTOR_WORKSPACE_NAME"`,
        },
      ],
    },
  ],
  [
    'a variable that nobody gives',
    'conductor.json',
    { scripts: { setup: 'echo $CONDUCTOR_DEFAULT_BRANCH' } },
    { commands: [{ name: 'setup', command: 'echo $CONDUCTOR_DEFAULT_BRANCH' }] },
    ['variable CONDUCTOR_DEFAULT_BRANCH'],
  ],
  [
    'lists, each entry by itself',
    '.superset/config.json',
    { setup: ['cp "$SUPERSET_ROOT_PATH/.env" .env', 'bun install', ''], teardown: [] },
    {
      commands: [
        {
          name: 'setup',
          command: `export SUPERSET_ROOT_PATH=${root}\ncp "$SUPERSET_ROOT_PATH/.env" .env`,
        },
        { name: 'setup 2', command: 'bun install' },
      ],
    },
  ],
  [
    'patterns, and what goes before each script',
    '.emdash.json',
    {
      preservePatterns: ['.env', '.claude/**', 7],
      shellSetup: 'nvm use',
      tmux: true,
      scripts: { setup: 'pnpm install', run: 'PORT=$EMDASH_PORT pnpm dev', teardown: '' },
    },
    {
      files: { copy: ['**/.env', '.claude/**'] },
      ports: ['PORT'],
      commands: [{ name: 'setup', command: 'nvm use\npnpm install' }],
      servers: [
        {
          name: 'dev',
          command: 'export EMDASH_PORT="$PORT"\nnvm use\nPORT=$EMDASH_PORT pnpm dev',
          port: 'PORT',
        },
      ],
    },
    ['type preservePatterns'],
  ],
  [
    'lines of one shell, those for this kind of system first',
    '.cursor/worktrees.json',
    {
      'setup-worktree': ['never'],
      'setup-worktree-unix': ['cd app', 'pnpm install'],
      'setup-worktree-windows': ['cd app'],
    },
    { commands: [{ name: 'setup', command: 'set -e\ncd app\npnpm install' }] },
    ['windows setup-worktree-windows'],
  ],
  [
    'a script beside it',
    '.cursor/worktrees.json',
    { 'setup-worktree': 'setup-worktree.sh' },
    {
      commands: [
        {
          name: 'setup',
          command: `export ROOT_WORKTREE_PATH=${root}\nsh .cursor/setup-worktree.sh`,
        },
      ],
    },
  ],
]

describe('reads', () => {
  it.each(forms)('%s (%s %#)', (_, file, content, recipe, notes = []) => {
    expect(propose(file, content)).toEqual({ recipe, notes })
  })
})

const odd: [string, string][] = [
  ['nothing', ''],
  ['half of it', '{"scripts":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"npm install"'],
  ['deep nesting', '['.repeat(50_000)],
  ['what is no text', '\u0000\u0001\ufffd'],
]
const json = [
  'conductor.json',
  '.superset/config.json',
  '.emdash.json',
  '.cursor/worktrees.json',
] as const

describe.each(json)('%s that holds', (file) => {
  it.each(odd)('%s', (_, text) => {
    const { recipe, notes } = propose(file, text)
    expect([recipe, notes.length]).toEqual([null, 1])
    expect(notes[0]).toMatch(/^syntax /)
  })

  it('names that every object has', () => {
    const text = '{"__proto__": {"setup": ["a"]}, "constructor": 1, "toString": ["b"]}'
    expect(propose(file, text).recipe).toBe(null)
  })
})

it('keeps to what a recipe may hold', () => {
  const many = Array.from({ length: 25 }, (_, index) => `step ${index}`)
  const { recipe, notes } = propose('.superset/config.json', { setup: [...many, 'x'.repeat(5000)] })
  expect((recipe as { commands: unknown[] }).commands).toHaveLength(20) // As it was just made.
  expect(notes).toHaveLength(6)
  const patterns = Array.from({ length: 130 }, (_, index) => `f${index}`).join('\n')
  expect(propose('.worktreeinclude', patterns).notes).toHaveLength(30)
  expect(propose('.worktreeinclude', 'x'.repeat(300_000)).notes).toEqual(['long .worktreeinclude'])
})

it('names characters that nobody sees, and leaves others as they are', () => {
  const command = 'echo \u202Egnp.ß\u200B\u{E0041} 🙂'
  const { text } = proposeRecipe([
    { file: 'conductor.json', text: JSON.stringify({ scripts: { setup: command } }) },
  ])
  expect(text).toContain(String.raw`"echo \u202egnp.ß\u200b\udb40\udc41 🙂"`)
  expect(JSON.parse(text ?? '')).toEqual({ commands: [{ name: 'setup', command }] })
})

it('puts several files together, and tells of which file each note is', () => {
  const proposal = proposeRecipe([
    { file: '.worktreeinclude', text: '.env\n!x' },
    { file: '.emdash.json', text: '{"preservePatterns":[".env"],"scripts":{"setup":"a"}}' },
    { file: '.superset/config.json', text: '{"setup":["b"]}' },
  ])
  expect(proposal.found).toEqual(['.worktreeinclude', '.emdash.json', '.superset/config.json'])
  expect(JSON.parse(proposal.text ?? '')).toEqual({
    files: { copy: ['**/.env'] },
    commands: [
      { name: 'setup', command: 'a' },
      { name: 'setup 2', command: 'b' },
    ],
  })
  expect(proposal.notes).toEqual([{ file: '.worktreeinclude', why: 'negated', said: '!x' }])
  expect(proposeRecipe([])).toEqual({ found: [], text: null, notes: [] })
})
