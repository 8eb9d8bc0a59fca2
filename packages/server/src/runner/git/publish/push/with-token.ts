// A push with a token that its owner gave for the host, where git itself has no way in. It goes from an empty repository of
// ours that only borrows the objects: whatever an agent may have written into the repository's settings (a proxy, a
// certificate, another address for a name, a helper, a hook) is not obeyed by a git that holds a token.
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../../core.ts'
import type { Setting } from '../../environment.ts'
import type { CredentialFor } from '../../../publish-port.ts'
import { ifThere } from '../../worktrees/if-there.ts'
import type { Run } from '../place.ts'
import type { Remote } from './remote.ts'

export interface TokenPush {
  remote: Remote
  branch: string
  /** What is pushed. */
  commit: string
  /** Overwrites the branch there if it still is at this commit. */
  over: string | null
  more: Pick<GitOptions, 'signal' | 'onStderr' | 'timeoutMs'>
}

/** Null where there is no token for where the branch goes, or that is not reached by https. Throws as git does. */
export async function pushWithToken(
  git: Git,
  run: Run,
  credentialFor: CredentialFor,
  push: TokenPush,
): Promise<{ output: GitOutput; login: string } | null> {
  const { remote, branch, commit } = push
  const url = await addressOf(run, remote)
  const credential = url && (await credentialFor(url.hostname.toLowerCase()))
  if (!url || !credential) return null
  const folder = await mkdtemp(join(tmpdir(), 'a-parallel-push-'))
  try {
    const env = await borrowing(git, run, folder, commit)
    const output = await git(argsOf(push, url.href), {
      cwd: folder,
      name: 'push-with-token',
      access: 'write',
      lasting: true,
      ...push.more,
      env,
      settings: askedOnlyFor(url),
      secret: `username=${credential.login}\npassword=${credential.token}\n`,
    })
    await followed(run, remote, branch, commit)
    return { output, login: credential.login }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Where git would push to. A name or a password in it is a way in of its own, which did not lead there. */
async function addressOf(run: Run, { name }: Remote): Promise<URL | null> {
  const { text } = await run(['remote', 'get-url', '--push', '--', name], 'push-address', {
    access: 'read',
  })
  const said = text.replace(/\n$/, '')
  if (!URL.canParse(said)) return null
  const url = new URL(said)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url : null
}

/** An empty repository that finds the objects of the other one. A clone that is not whole says where it ends. */
async function borrowing(
  git: Git,
  run: Run,
  folder: string,
  commit: string,
): Promise<NonNullable<GitOptions['env']>> {
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  const init = ['init', '-q', '--bare', '--template=', `--object-format=${format}`, folder]
  await git(init, { cwd: folder, name: 'push-place', access: 'write' })
  const places = ['--path-format=absolute', '--git-path', 'objects', '--git-path', 'shallow']
  const { text } = await run(['rev-parse', ...places], 'push-objects', { access: 'read' })
  const [objects = '', shallow = ''] = text.split('\n')
  await ifThere(copyFile(shallow, join(folder, 'shallow')))
  return {
    GIT_DIR: folder,
    // Quoted, a colon in it parts nothing.
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(objects),
  }
}

/** Of all helpers ours alone, and that one for this host alone: a redirect, and what keeps passwords, gets nothing. */
function askedOnlyFor({ protocol, host }: URL): Setting[] {
  const helper = '!f() { test "$1" = get && cat <&3; }; f'
  return [
    ['credential.helper', ''],
    [`credential.${protocol}//${host}.helper`, helper],
  ]
}

function argsOf({ branch, commit, over }: TokenPush, address: string): string[] {
  const ref = `refs/heads/${branch}`
  return [
    'push',
    '--porcelain',
    '--progress',
    '--no-verify',
    '--no-follow-tags',
    '--recurse-submodules=no',
    ...(over === null ? [] : [`--force-with-lease=${ref}:${over}`]),
    '--',
    address,
    `${commit}:${ref}`,
  ]
}

/** As git notes it of a push of its own. */
async function followed(run: Run, remote: Remote, branch: string, commit: string): Promise<void> {
  await run(['update-ref', remote.tracking, commit], 'push-noted')
  for (const [key, value] of [
    ['remote', remote.name],
    ['merge', `refs/heads/${branch}`],
  ] as const)
    await run(
      ['config', '--local', '--replace-all', `branch.${branch}.${key}`, value],
      'push-upstream',
    )
}
