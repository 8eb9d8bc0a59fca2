// Plain git at work on a copy of a checkout, its index and its files, so that what ours does can be held against it. For
// tests.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReviewRig } from '../changes/review-rig.ts'

/** How a checkout stands. */
export interface Stand {
  /** As git prints it: mode, object, stage and path of each entry. */
  index: string[]
  files: Record<string, string>
}

export interface Plain {
  /** `answers`: what a person types where git asks of each hunk. */
  git(args: readonly string[], answers?: string): string
  file(name: string): string
}

const entries = ['ls-files', '--stage', '-z']

export function standOf({ ask, repository }: ReviewRig): Stand {
  return { index: repository.exact(entries, ask.path).split('\0'), files: filesIn(ask.path) }
}

/** How index and files stand once this was done to them by plain git. The checkout itself is left alone. */
export function plainly(rig: ReviewRig, work: (plain: Plain) => void): Stand {
  const { path } = rig.ask
  const gitDir = rig.git('rev-parse', '--absolute-git-dir')
  // Beside it: a submodule in it names its own repository from where it lies.
  const copy = join(dirname(path), 'plain')
  const index = join(dirname(path), 'plain-index')
  cpSync(path, copy, { recursive: true, verbatimSymlinks: true })
  copyFileSync(join(gitDir, 'index'), index)
  const env = {
    ...rig.repository.environment,
    GIT_DIR: gitDir,
    GIT_WORK_TREE: copy,
    GIT_INDEX_FILE: index,
    GIT_LITERAL_PATHSPECS: '1',
  }
  const git: Plain['git'] = (args, answers = '') =>
    execFileSync('git', args, { cwd: copy, env, input: answers, encoding: 'latin1', stdio: 'pipe' })
  try {
    work({ git, file: (name) => join(copy, name) })
    return { index: git(entries).split('\0'), files: filesIn(copy) }
  } finally {
    rmSync(copy, { recursive: true })
    rmSync(index)
  }
}

/** Every file below a folder but git's own: its permissions and what it holds, or where it leads. */
export function filesIn(root: string): Record<string, string> {
  const found: Record<string, string> = {}
  const look = (name: string) => {
    const place = join(root, name)
    const seen = lstatSync(place)
    if (seen.isDirectory()) {
      for (const child of readdirSync(place))
        if (child !== '.git') look(name === '' ? child : `${name}/${child}`)
    } else if (seen.isSymbolicLink()) found[name] = `-> ${readlinkSync(place)}`
    else found[name] = `${(seen.mode & 0o777).toString(8)} ${readFileSync(place, 'latin1')}`
  }
  look('')
  return found
}
