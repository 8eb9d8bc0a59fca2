// Names that deceive: characters that turn the reading direction, or cannot be seen, in the paths of changed files, of links,
// of what was renamed and is in conflict, and in what commits say. A path in conflict leads to its file.
import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { judge } from '../../support/pages/judge.ts'
import { browserRig, page, projectId, server, tab } from '../../support/pages/rig.ts'
import { prompt } from '../../support/scripts.ts'
import { filesKept } from '../../support/threads.ts'

const clash = 'cla\u202Etxt.md'
const old = 'o\u2066ld.ts'

let worktree: string

browserRig({
  files: { [clash]: 'one\n', [old]: 'export const one = 1\nexport const two = 2\n' },
})

beforeAll(async () => {
  const id = await server.thread({ projectId, prompt: prompt('Look around', 'I did.') })
  worktree = String((await server.until(id, filesKept)).worktreePath)
  put('src/new\nline.ts', 'export {}\n')
  symlinkSync('tar\u202Eget', join(worktree, 'link'))
  await page.goto(`${server.origin}/t/${id}?panel=review`)
})

const put = (name: string, text: string) => {
  execFileSync('mkdir', ['-p', join(worktree, 'src')])
  writeFileSync(join(worktree, name), text)
}
const git = (...args: string[]) =>
  execFileSync(
    'git',
    [
      '-c',
      'user.name=A\u202EdA',
      '-c',
      'user.email=a@example.test',
      '-c',
      'merge.conflictStyle=merge',
      ...args,
    ],
    { cwd: worktree, encoding: 'utf8', stdio: 'pipe' },
  )
const pane = () => page.getByRole('region', { name: 'Changes', exact: true })
const signIn = (place: ReturnType<typeof pane>, sign: string) =>
  place.getByText(`Hidden character ${sign}`).first().waitFor()

it('names them in paths, links and what was renamed', async () => {
  await pane().getByRole('heading', { name: 'src/ new↵line.ts' }).waitFor()
  await signIn(pane().getByRole('group', { name: 'link', exact: true }), 'U+202E')
  await pane().getByRole('button', { name: 'Show the list of files' }).click()
  const rows = pane().getByRole('list', { name: 'Changed files' }).getByRole('listitem')
  await rows.getByText('new↵line.ts').waitFor()
  git('mv', old, 'renamed.ts')
  git('add', '-A')
  await pane()
    .getByRole('radio', { name: /^Approved/ })
    .check()
  const renamed = pane().getByRole('group', { name: 'renamed.ts', exact: true })
  await renamed.getByText(/^Renamed from/).waitFor()
  await signIn(renamed, 'U+2066')
  await judge(page, () => renamed.waitFor())
})

it('names them in what commits say', async () => {
  git('commit', '-q', '--no-verify', '-m', 'Take\u202Eout\n\nNot\u200Bhing')
  await pane().focus()
  await page.keyboard.press('h')
  const commit = pane().getByRole('list', { name: 'Commits of the branch' }).getByRole('button')
  await signIn(commit, 'U+202E')
  await commit.click()
  await signIn(pane(), 'U+202E')
  await signIn(pane(), 'U+200B')
})

it('names them where files are in conflict, and leads to such a file', async () => {
  git('checkout', '-q', '-b', 'other', 'HEAD~1')
  put(clash, 'theirs\n')
  git('commit', '-q', '--no-verify', '-am', 'Theirs')
  git('checkout', '-q', '-')
  put(clash, 'ours\n')
  git('commit', '-q', '--no-verify', '-am', 'Ours')
  expect(() => git('merge', '-q', 'other')).toThrow()
  expect(readFileSync(join(worktree, clash), 'utf8')).toContain('<<<<<<<')
  await page.reload()
  const bar = page.getByRole('region', { name: 'Conflicts' })
  await signIn(bar, 'U+202E')
  await judge(page, () => bar.waitFor())
  await bar.getByRole('listitem').getByRole('button').first().press('Enter')
  await page.getByRole('heading', { name: clash }).waitFor()
  await page.getByText('<<<<<<< HEAD').waitFor()
  expect(new URL(page.url()).searchParams.get('file')).toBe(clash)
  expect(tab.complaints).toEqual([])
})
