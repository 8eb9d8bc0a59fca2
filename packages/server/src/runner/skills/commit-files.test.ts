// What a hostile repository would have git do while its files are read, and that nothing comes of it.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createGit, type Git } from '../git/core.ts'
import { filesOfCommit } from './commit-files.ts'

let folder: string
let repository: string
let git: Git

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-commit-files-'))
  repository = join(folder, 'it')
  mkdirSync(repository)
  git = createGit({ environment: { HOME: folder, PATH: process.env.PATH } })
  run('init', '-q')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: string[]): string {
  const who = ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.test']
  const env = { PATH: process.env.PATH, HOME: folder }
  return execFileSync('git', [...who, ...args], { cwd: repository, env, stdio: 'pipe' })
    .toString()
    .trim()
}
function put(files: Record<string, string>): string {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(repository, path), text)
  run('add', '-A')
  run('commit', '-qm', 'Files')
  return run('rev-parse', 'HEAD')
}
const read = (commit: string) =>
  filesOfCommit(git, { cwd: folder }, { gitDir: join(repository, '.git'), commit })
/** A tree of entries, each `mode type id name`. */
function tree(entries: readonly [string, string, string, string][]): string {
  const input = entries.map(([mode, kind, id, name]) => `${mode} ${kind} ${id}\t${name}\n`).join('')
  return execFileSync('git', ['mktree'], { cwd: repository, input }).toString().trim()
}

it('reads what is stored: no attribute leaves out, rewrites or hands to a filter', async () => {
  const ran = join(folder, 'ran')
  writeFileSync(join(repository, 'run.sh'), '#!/bin/sh\n')
  chmodSync(join(repository, 'run.sh'), 0o755)
  const commit = put({
    '.gitattributes': '* filter=shout export-subst\nhidden export-ignore\n',
    'SKILL.md': '$Format:%H$\n',
    hidden: 'x',
    empty: '',
  })
  writeFileSync(join(folder, '.gitconfig'), `[filter "shout"]\n\tsmudge = tee '${ran}'\n`)
  const files = await read(commit)
  expect(files.map(({ path, executable }) => [path, executable])).toEqual([
    ['.gitattributes', false],
    ['SKILL.md', false],
    ['empty', false],
    ['hidden', false],
    ['run.sh', true],
  ])
  expect(files.map(({ bytes }) => bytes.toString())[1]).toBe('$Format:%H$\n')
  expect(files.map(({ bytes }) => bytes.toString()).slice(2)).toEqual(['', 'x', '#!/bin/sh\n'])
  expect(existsSync(ran)).toBe(false)
})

it('refuses a tree that holds itself over and over before anything of it is read', async () => {
  const blob = run('rev-parse', `${put({ x: 'x' })}:x`)
  const ten = (mode: string, kind: string, id: string) =>
    tree(Array.from({ length: 10 }, (_, index) => [mode, kind, id, `n${index}`]))
  let id = ten('100644', 'blob', blob)
  for (let level = 0; level < 7; level++) id = ten('040000', 'tree', id)
  await expect(read(id)).rejects.toMatchObject({ values: { reason: 'files' } })
})

it('refuses a link, and takes nothing of another repository', async () => {
  const commit = put({ 'SKILL.md': 'Hi\n' })
  const blob = run('rev-parse', `${commit}:SKILL.md`)
  const linked = tree([['120000', 'blob', blob, 'passwords']])
  await expect(read(linked)).rejects.toMatchObject({ values: { reason: 'link' } })
  const inside = tree([
    ['100644', 'blob', blob, 'SKILL.md'],
    ['160000', 'commit', commit, 'other'],
  ])
  expect((await read(inside)).map(({ path }) => path)).toEqual(['SKILL.md'])
})
