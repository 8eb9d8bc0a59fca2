// Real repositories for tests, in a temporary directory of their own, with an identity and a home of their own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createGit, type Git } from './core.ts'

export interface TestRepository {
  /** Everything of the test lies below it. */
  directory: string
  root: string
  git: Git
  environment: Record<string, string>
  /** Runs plain git, as a person in a terminal would, and gives its output. */
  plain(args: string[], cwd?: string): string
  /** The same, to the byte (a character each). */
  exact(args: string[], cwd?: string): string
  write(path: string, content: string): void
  commit(message: string): string
  remove(): void
}

/**
 * A repository with one commit on `main`.
 * @param folder what the folder that it lies in is called.
 */
export function makeRepository(
  files: Record<string, string> = { 'README.md': 'hello\n' },
  objectFormat: 'sha1' | 'sha256' = 'sha1',
  folder = 'repository',
): TestRepository {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-git-')))
  const root = join(directory, folder)
  const home = join(directory, 'home')
  mkdirSync(root)
  mkdirSync(home)
  writeFileSync(join(home, '.gitconfig'), '[user]\nname = Ada\nemail = ada@example.test\n')
  const environment = { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8' }
  const repository: TestRepository = {
    directory,
    root,
    environment,
    git: createGit({ environment }),
    plain: (args, cwd = root) =>
      execFileSync('git', args, { cwd, env: environment, encoding: 'utf8' }).trim(),
    exact: (args, cwd = root) =>
      execFileSync('git', args, {
        cwd,
        env: environment,
        encoding: 'latin1',
        maxBuffer: 64 << 20,
      }),
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    },
    commit(message) {
      repository.plain(['add', '-A'])
      repository.plain(['commit', '-q', '-m', message])
      return repository.plain(['rev-parse', 'HEAD'])
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
  repository.plain(['init', '-q', '-b', 'main', `--object-format=${objectFormat}`])
  for (const [path, content] of Object.entries(files)) repository.write(path, content)
  repository.commit('first')
  return repository
}
