// An empty repository of ours that has the objects of another one, for a git that holds a token: whatever an agent may have
// written into that one's settings (a proxy, a certificate, another address for a name, a helper, a hook) is not obeyed here.
import type { GitCall } from '../restrict/calls.ts'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import type { Run } from '../publish/place.ts'
import { ifThere } from '../worktrees/if-there.ts'
import { withoutEnd } from '../restrict/said-path.ts'
import type { WayIn } from './way-in.ts'
import { temporaryFolder } from '../../machine/temporary.ts'

export interface Borrowing {
  folder: string
  /** Goes to the other machine with the token. */
  withToken(way: WayIn, args: readonly string[], more: GitMore): Promise<GitOutput>
  /** Stays here, and holds none. */
  here(args: readonly string[], name: GitCall): Promise<GitOutput>
}

type GitMore = Pick<GitOptions, 'name' | 'signal' | 'onStderr' | 'timeoutMs' | 'successExitCodes'>

/**
 * Removed once the work is done.
 * @param run goes where the objects lie.
 * @param receives what comes from the other machine is written among those objects.
 */
export async function borrowing<T>(
  git: Git,
  run: Run,
  { receives }: { receives: boolean },
  work: (place: Borrowing) => Promise<T>,
): Promise<T> {
  const folder = await temporaryFolder('borrowing')
  try {
    const env = await borrowed(git, run, folder, receives)
    const here = { cwd: folder, env, access: 'write' } as const
    return await work({
      folder,
      withToken: (way, args, more) =>
        git(args, { ...more, ...here, ...way.options, lasting: true }),
      here: (args, name) => git(args, { ...here, name }),
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A clone that is not whole says where it ends. */
async function borrowed(
  git: Git,
  run: Run,
  folder: string,
  receives: boolean,
): Promise<NonNullable<GitOptions['env']>> {
  const said = async (...asked: string[]) => {
    const args = ['rev-parse', '--path-format=absolute', ...asked]
    return withoutEnd((await run(args, 'borrowed-objects', { access: 'read' })).text)
  }
  const [format, objects, shallow] = await Promise.all([
    said('--show-object-format'),
    said('--git-path', 'objects'),
    said('--git-path', 'shallow'),
  ])
  const init = ['init', '-q', '--bare', '--template=', `--object-format=${format}`, folder]
  const env = { GIT_DEFAULT_REF_FORMAT: 'files' }
  await git(init, { cwd: folder, name: 'borrowing-place', access: 'write', env })
  await ifThere(copyFile(shallow, join(folder, 'shallow')))
  return receives
    ? { GIT_DIR: folder, GIT_OBJECT_DIRECTORY: objects }
    : { GIT_DIR: folder, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(objects) }
}

/** As git unquotes it: a colon in it parts nothing, and a sign that is none of a text comes by its number. */
function quoted(path: string): string {
  const escaped = path.replace(/[\p{Cc}"\\]/gu, (sign) => (sign > '\x7f' ? sign : byNumber(sign)))
  return `"${escaped}"`
}

const byNumber = (sign: string) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`
