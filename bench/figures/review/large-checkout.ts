// A repository of so many files, and a thread's worktree of it in which some are changed. Made quickly: the files come into
// the repository as one stream, and git itself writes them once.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface LargeCheckout {
  repository: string
  /** The worktree, on `ap/one`. */
  path: string
  /** The changed files that were there before, from the top of the worktree. */
  changed: string[]
}

const perFolder = 50
const line = (index: number) => `line ${index} of a file that somebody wrote\n`
const text = Array.from({ length: 40 }, (_, index) => line(index)).join('')
const nameOf = (index: number) =>
  `folder-${Math.floor(index / perFolder)}/file-${index % perFolder}.ts`

/** @param folder empty; `repository` and `worktree` come to lie in it. */
export async function makeLarge(
  folder: string,
  size: number,
  changes: number,
): Promise<LargeCheckout> {
  const repository = join(folder, 'repository')
  const path = join(folder, 'worktree')
  mkdirSync(repository)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, stdio: 'pipe' })
  git('init', '-q', '-b', 'main')
  git('config', 'user.name', 'Bench')
  git('config', 'user.email', 'bench@example.test')
  await fill(repository, size)
  git('worktree', 'add', '-q', '-b', 'ap/one', path, 'main')
  return { repository, path, changed: changeSome(path, size, changes) }
}

/** Commits these files to `main`, on top of a commit of it or as the first one; index and files stay as they are. */
export async function fill(
  repository: string,
  size: number,
  onto: string | null = null,
): Promise<void> {
  const child = spawn('git', ['fast-import', '--quiet', '--force'], {
    cwd: repository,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = once(child, 'exit')
  const say = async (words: string) => {
    if (!child.stdin.write(words)) await once(child.stdin, 'drain')
  }
  await say('commit refs/heads/main\ncommitter Bench <bench@example.test> 1700000000 +0000\n')
  await say(`data 4\nall\n\n${onto === null ? '' : `from ${onto}\n`}`)
  for (let index = 0; index < size; index += 1) {
    const content = `${index}\n${text}`
    await say(`M 100644 inline ${nameOf(index)}\ndata ${content.length}\n${content}\n`)
  }
  child.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`)
}

/** All files written anew, so that what changed is about 25 MB for 2,000 of them. */
export function rewriteAll(path: string, size: number): void {
  for (let index = 0; index < size; index += 1) {
    const lines = Array.from({ length: 300 }, (_, at) => `another line ${at} of file ${index}\n`)
    writeFileSync(join(path, nameOf(index)), lines.join(''))
  }
}

/** Some files changed at both ends, spread over the folders, and one new. */
export function changeSome(path: string, size: number, changes: number): string[] {
  const changed: string[] = []
  for (let index = 0; index < changes; index += 1) {
    const name = nameOf(index * Math.floor(size / changes))
    const old = readFileSync(join(path, name), 'utf8')
    const fresh = old.replace(line(1), 'changed\n').replace(line(38), 'changed\nadded\n')
    writeFileSync(join(path, name), fresh)
    changed.push(name)
  }
  writeFileSync(join(path, 'new.ts'), text)
  return changed
}
