// The files of skills as they are read before they are given to an agent: piece by piece, to the last byte, and never
// anything outside of them, whatever the path says.
import { skillLimits } from '@a-parallel/contract/model'
import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGit } from '../../git/core.ts'
import type { SkillRunner } from '../../skills-port.ts'
import { madeZip } from '../archive/made-archives.ts'
import { localSkills } from '../local.ts'

let folder: string
let skills: SkillRunner

const mine = { repository: null }
const id = 'user:skill:greet'
const text = '---\nname: greet\ndescription: Says hello\n---\nSay hello.\n'

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-skill-files-')))
  const env = { HOME: join(folder, 'home'), PATH: process.env.PATH }
  skills = localSkills({
    git: createGit({ environment: env }),
    env,
    folder: join(folder, 'data'),
    umask: 0o022,
    log: pino({ level: 'silent' }),
  })
  put(own('SKILL.md'), text)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const own = (...path: string[]) => join(folder, 'home', '.claude', 'skills', 'greet', ...path)
const put = (path: string, content: string | Buffer, mode = 0o644) => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode })
}
const read = (path: string | null, from = 0) => skills.readFile({ ...mine, id, path, from })
const isMissing = { code: 'skill_file_not_found' }

async function readOn(path: string): Promise<string[]> {
  const pieces: string[] = []
  for (let from: number | null = 0; from !== null;) {
    const piece = await read(path, from)
    pieces.push(piece?.text ?? '')
    from = piece?.next ?? null
  }
  return pieces
}

async function stage(files: Record<string, string | Buffer>) {
  const entries = Object.entries(files).map(([name, content]) => ({ name, text: content }))
  const bytes = madeZip([{ name: 'greet/SKILL.md', text }, ...entries])
  const stagedId = randomUUID()
  await skills.stage({ ...mine, id: stagedId, from: { kind: 'archive', name: 'x.zip', bytes } })
  return { ...mine, id: stagedId, inside: 'greet', name: 'greet' }
}

it('tells what a script says, how large it is and that it can be run', async () => {
  put(own('scripts', 'run.sh'), '#!/bin/sh\necho hello\n', 0o755)
  expect(await read('scripts/run.sh')).toEqual({
    bytes: 21,
    executable: true,
    text: '#!/bin/sh\necho hello\n',
    isUtf8: true,
    isBinary: false,
    next: null,
  })
  expect(await read(null)).toMatchObject({ text, executable: false })
})

it('is read to its last byte, with no letter and no end of a line torn apart', async () => {
  const size = skillLimits.pieceBytes
  for (const [at, letter] of [
    [1, '\r\n'],
    [1, 'é'],
    [2, '€'],
    [3, '😀'],
  ] as const) {
    const long = `${'x'.repeat(size - at)}${letter}${'y'.repeat(size)}end`
    put(own('long.txt'), long)
    const pieces = await readOn('long.txt')
    expect(pieces.join('')).toBe(long)
    expect(pieces[1]?.startsWith(letter)).toBe(true)
  }
  expect(await read('long.txt', 10 * size)).toMatchObject({ text: '', next: null })
})

it('shows what is no text all the same, and says so', async () => {
  put(own('tool'), Buffer.from([0x7f, 0x45, 0x00, 0xff, 0x0a]))
  expect(await read('tool')).toMatchObject({
    isBinary: true,
    isUtf8: false,
    text: '\x7fE\0\uFFFD\n',
  })
  put(own('empty'), '')
  expect(await read('empty')).toMatchObject({ bytes: 0, text: '', isBinary: false, next: null })
})

it.each([
  '../tidy/SKILL.md',
  'scripts/../../secret',
  '..',
  '.',
  './SKILL.md',
  'scripts//run.sh',
  'a\0b',
  'SKILL.md\0.txt',
  'link',
  'folder/secret',
  'loop',
  'scripts',
  'nothing',
  'x'.repeat(300),
  '/etc/passwd',
])('nothing is read at %j', async (path) => {
  put(own('..', 'tidy', 'SKILL.md'), text)
  put(own('..', '..', 'secret'), 'secret')
  put(own('scripts', 'run.sh'), 'x')
  symlinkSync('/etc/passwd', own('link'))
  symlinkSync('../..', own('folder'))
  symlinkSync('loop', own('loop'))
  await expect(read(path)).rejects.toMatchObject(isMissing)
  const staged = await stage({ 'greet/run.sh': 'x' })
  for (const side of ['staged', 'standing'] as const)
    await expect(skills.readStaged({ ...staged, path, side, from: 0 })).rejects.toMatchObject(
      isMissing,
    )
  await expect(skills.compareStaged({ ...staged, path })).rejects.toMatchObject(isMissing)
})

it('is read where its folder is a link of its owner’s, and its text too; of a command the text alone', async () => {
  const elsewhere = join(folder, 'elsewhere')
  put(join(elsewhere, 'notes.md'), text)
  put(join(elsewhere, 'run.sh'), 'echo')
  symlinkSync('notes.md', join(elsewhere, 'SKILL.md'))
  symlinkSync(elsewhere, own('..', 'linked'))
  const linked = { ...mine, id: 'user:skill:linked', from: 0 }
  expect(await skills.readFile({ ...linked, path: 'run.sh' })).toMatchObject({ text: 'echo' })
  expect(await skills.readFile({ ...linked, path: null })).toMatchObject({ text })
  put(own('..', '..', 'commands', 'tidy.md'), 'Tidy.\n')
  const command = { ...mine, id: 'user:command:tidy', from: 0 }
  expect(await skills.readFile({ ...command, path: null })).toMatchObject({ text: 'Tidy.\n' })
  expect(await skills.readFile({ ...command, path: 'tidy.md' })).toBeNull()
  expect(await skills.readFile({ ...command, id: 'user:skill:nothing', path: null })).toBeNull()
})

it('tells what an update changes in a file, whatever settings and attributes there are', async () => {
  put(
    join(folder, 'home', '.gitconfig'),
    '[core]\n\tautocrlf = true\n\tattributesFile = ~/.attributes\n',
  )
  put(join(folder, 'home', '.attributes'), '* -diff filter=no\n')
  put(own('run.sh'), 'one\ntwo\r\nthree\n', 0o755)
  const staged = await stage({ 'greet/run.sh': 'one\ntwo\nthree', 'greet/new.sh': 'x' })
  expect(await skills.compareStaged({ ...staged, path: 'run.sh' })).toMatchObject([
    {
      oldStart: 1,
      newStart: 1,
      lines: [' one', '-two\r', '-three', '+two', '+three', '\\ No newline at end of file'],
    },
  ])
  expect(await skills.compareStaged({ ...staged, path: 'SKILL.md' })).toEqual([])
  for (const [side, said] of [
    ['standing', 'one\ntwo\r\nthree\n'],
    ['staged', 'one\ntwo\nthree'],
  ] as const) {
    const piece = await skills.readStaged({ ...staged, path: 'run.sh', side, from: 0 })
    expect(piece.text).toBe(said)
  }
  expect(readdirSync(join(folder, 'data', 'staged'))).toEqual([staged.id])
})

it('compares nothing that is no text, or more than anybody reads', async () => {
  const lines = (letter: string) => `${letter}\n`.repeat(6_000)
  const given = {
    tool: [Buffer.from([0, 1]), Buffer.from([0, 2])],
    large: ['x'.repeat(skillLimits.comparedBytes + 1), 'y'],
    many: [lines('x'), lines('y')],
  } as const
  for (const [path, [before]] of Object.entries(given)) put(own(path), before)
  const staged = await stage(
    Object.fromEntries(Object.entries(given).map(([path, [, after]]) => [`greet/${path}`, after])),
  )
  for (const path of Object.keys(given))
    expect(await skills.compareStaged({ ...staged, path })).toBeNull()
})
