// A push with a token that its owner gave for the host, where git itself has no way in. It goes from a repository of ours that
// only borrows the objects.
import type { CredentialFor } from '../../token/credential.ts'
import type { Git, GitOptions, GitOutput } from '../../core.ts'
import { borrowing } from '../../token/borrowing.ts'
import { wayIn } from '../../token/way-in.ts'
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
  const { remote, branch, commit, more } = push
  const way = await wayIn(await addressOf(run, remote), credentialFor)
  if (way === null) return null
  const args = argsOf(push, way.address)
  const output = await borrowing(git, run, { receives: false }, (place) =>
    place.withToken(way, args, { ...more, name: 'push-with-token' }),
  )
  await followed(run, remote, branch, commit)
  return { output, login: way.login }
}

/** Where git would push to. */
async function addressOf(run: Run, { name }: Remote): Promise<string> {
  const asked = ['remote', 'get-url', '--push', '--', name]
  const { text } = await run(asked, 'push-address', { access: 'read' })
  return text.replace(/\n$/, '')
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
