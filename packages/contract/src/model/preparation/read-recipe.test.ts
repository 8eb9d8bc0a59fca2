import { describe, expect, it } from 'vitest'
import { readRecipe, withOwn } from './read-recipe.ts'

const told = (text: string) => {
  const read = readRecipe(text)
  if (read.kind === 'read') return 'read'
  return read.faults.map(
    ({ line, column, code, path, said }) => `${line}:${column} ${code} ${path} ${said}`,
  )
}

it('reads a whole recipe, and knows what a command does when that is not said', () => {
  const text = JSON.stringify({
    $schema: './recipe.schema.json',
    files: { copy: ['.env', 'config/*.local.json'], link: ['**/.secret'] },
    folders: { copy: ['node_modules'], link: ['target/'] },
    ports: ['PORT', 'API_PORT'],
    environment: { NODE_ENV: 'development' },
    commands: [{ name: 'install', command: ' npm ci ' }],
    teardown: [{ name: 'down', command: 'docker compose down' }],
  })
  const read = readRecipe(text)
  expect(read).toMatchObject({
    kind: 'read',
    recipe: { commands: [{ name: 'install', command: 'npm ci', blocking: true }] },
  })
  expect(readRecipe('{}')).toEqual({ kind: 'read', recipe: {} })
  expect(readRecipe('\uFEFF{}')).toEqual({ kind: 'read', recipe: {} })
})

it('a person’s own fields stand in the place of the repository’s', () => {
  const one = { ports: ['PORT'], files: { copy: ['.env'] } }
  expect(withOwn(one, { files: { link: ['.env'] } })).toEqual({
    ports: ['PORT'],
    files: { link: ['.env'] },
  })
})

it('a person’s own names the ports that hold beside the repository’s', () => {
  const beside = { ports: ['DB_PORT'], environment: { DB: '${DB_PORT}', DB2: '${DB_PORT}' } }
  const own = (text: string) => {
    const read = readRecipe(text, beside)
    return read.kind === 'read' ? 'read' : read.faults.map(({ path, said }) => `${path} ${said}`)
  }
  expect(own('{}')).toBe('read')
  expect(own('{"environment": {"X": "${DB_PORT}"}}')).toBe('read')
  expect(own('{"ports": ["DB_PORT", "PORT"]}')).toBe('read')
  expect(own('{"ports": ["PORT"], "environment": {"X": "${PORT}"}}')).toBe('read')
  expect(own('{"ports": ["PORT"]}')).toEqual(['ports ${DB_PORT}'])
  expect(own('{"ports": [], "environment": {"X": "${DB_PORT}"}}')).toEqual([
    'environment.X ${DB_PORT}',
  ])
  expect(told('{"environment": {"X": "${DB_PORT}"}}')).toEqual([
    '1:23 reference environment.X ${DB_PORT}',
  ])
})

describe('tells what is wrong by line and column', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', ['1:1 syntax  ']],
    ['a comment', '{\n  // no\n}', ['2:3 syntax  //']],
    ['a trailing comma', '{ "ports": [], }', ['1:16 syntax  }']],
    ['a missing comma', '{\n  "ports": []\n  "files": {}\n}', ['3:3 syntax  "files":']],
    ['an open string', '{"a', ['1:2 syntax  "a']],
    ['more behind the end', '{} x', ['1:4 syntax  x']],
    ['a key twice', '{\n "ports": [],\n "ports": []\n}', ['3:2 twice  ports']],
    ['no object', '[]', ['1:1 type  object']],
    [
      'a field that is not known',
      '{\n  "setup": 1,\n  "run": 2\n}',
      ['2:3 unknown setup setup', '3:3 unknown run run'],
    ],
    ['no list', '{"ports": "PORT"}', ['1:11 type ports array']],
    [
      'a part that is missing',
      '{"commands": [\n  {"name": "a"}]}',
      ['2:3 missing commands[0].command string'],
    ],
    [
      'an empty command',
      '{"commands": [{"name": "a", "command": " "}]}',
      ['1:40 empty commands[0].command '],
    ],
    [
      'a name twice',
      '{"teardown": [{"name": "a", "command": "x"}, {"name": "a", "command": "y"}]}',
      ['1:14 twice teardown '],
    ],
    ['a port twice', '{"ports": ["PORT", "PORT"]}', ['1:11 twice ports ']],
    [
      'a port of another name',
      '{"ports": ["XDG_CONFIG_HOME", "GIT_PORT", "PORT_A", "API_PORT"]}',
      [
        '1:12 port ports[0] XDG_CONFIG_HOME',
        '1:31 variable ports[1] GIT_PORT',
        '1:43 port ports[2] PORT_A',
      ],
    ],
    [
      'a path that leads out',
      '{"files": {"copy": ["ok", "../x"]}}',
      ['1:27 pattern files.copy[1] ../x'],
    ],
    ['an absolute path', '{"folders": {"link": ["/etc"]}}', ['1:23 pattern folders.link[0] /etc']],
    [
      'a path of another system',
      '{"files": {"copy": ["C:\\\\x"]}}',
      ['1:21 pattern files.copy[0] C:\\x'],
    ],
    [
      'git’s own folder',
      '{"files": {"copy": ["a/.GIT/config"]}}',
      ['1:21 pattern files.copy[0] a/.GIT/config'],
    ],
    [
      'a variable that steers',
      '{"ports": ["GIT_DIR", "LD_PRELOAD", "PATH"]}',
      [
        '1:12 variable ports[0] GIT_DIR',
        '1:23 variable ports[1] LD_PRELOAD',
        '1:37 variable ports[2] PATH',
      ],
    ],
    [
      'a variable that is none',
      '{"environment": {"a-b": "x"}}',
      ['1:18 variable environment.a-b a-b'],
    ],
    ['a value that is no text', '{"environment": {"A": 1}}', ['1:23 type environment.A string']],
    [
      'a value that names what is not there',
      '{\n  "ports": ["DB_PORT"],\n  "environment": {\n    "A": "${DB_PORT} $${X}",\n    "B": "${DB_PRT}${X}",\n    "C": "${"}}',
      ['5:10 reference environment.B ${DB_PRT}', '6:10 reference environment.C ${'],
    ],
    ['a key of an object’s own', '{"__proto__": {}}', ['1:2 unknown __proto__ __proto__']],
  ])('%s', (_, text, faults) => {
    expect(told(text)).toEqual(faults)
  })

  it('the first of many, and no more of each than can be read', () => {
    const keys = Array.from({ length: 15_000 }, (_, at) => `"k${at}": 1`)
    const read = readRecipe(`{\n${keys.join(',\n')}\n}`)
    const faults = read.kind === 'faulty' ? read.faults : []
    expect(faults.map(({ line, said }) => `${line} ${said}`)).toEqual(
      keys.slice(0, 50).map((_, at) => `${at + 2} k${at}`),
    )
    expect(told(`{"${'k'.repeat(9_000)}": 1}`)).toEqual([expect.stringMatching(/^.{600,650}$/)])
  })

  it('a text without end', () => {
    expect(told('['.repeat(300_000))).toEqual([expect.stringContaining('syntax')])
    expect(told('['.repeat(1000))).toEqual([expect.stringContaining('syntax')])
  })
})
