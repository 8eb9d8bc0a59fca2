// Where a branch is pushed to, and what lies there.
import type { Run } from '../place.ts'

export interface Remote {
  name: string
  /** The branch on it that we last saw, as `refs/remotes/…`. */
  tracking: string
}

/**
 * The remote of this branch: as git would choose it, else `origin`, else the first one. The branch there bears the same
 * name, whatever the upstream is: one that was begun at `origin/main` must not end on `main`.
 */
export async function remoteOf(run: Run, branch: string): Promise<Remote | null> {
  const reading = { access: 'read' as const, successExitCodes: [0, 1] }
  const [listed, set] = await Promise.all([
    run(['remote'], 'list-remotes', { access: 'read' }),
    run(
      [
        'config',
        '--includes',
        '-z',
        '--get-regexp',
        '^(branch\\..*\\.(pushremote|remote)|remote\\.pushdefault)$',
      ],
      'push-remote',
      reading,
    ),
  ])
  const names = listed.text.split('\n').filter((name) => name !== '')
  const values = new Map(
    set.text.split('\0').map((entry) => {
      const [key = '', value = ''] = entry.split('\n')
      return [key, value]
    }),
  )
  const wanted = [
    values.get(`branch.${branch}.pushremote`),
    values.get('remote.pushdefault'),
    values.get(`branch.${branch}.remote`),
    'origin',
    names[0],
  ].find((name) => name !== undefined && names.includes(name))
  if (wanted === undefined) return null
  return { name: wanted, tracking: `refs/remotes/${wanted}/${branch}` }
}

/**
 * Fetches that one branch. False: there is none of this name.
 * @param from an address in the place of the one that the remote is fetched from.
 */
export async function fetchBranch(
  run: Run,
  remote: Remote,
  branch: string,
  trusted: boolean,
  from = remote.name,
): Promise<boolean> {
  const { code, stderr } = await run(
    [
      'fetch',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-write-fetch-head',
      ...(trusted ? [] : ['--upload-pack=git-upload-pack']),
      '--',
      from,
      `+refs/heads/${branch}:${remote.tracking}`,
    ],
    'fetch-branch',
    { lasting: true, successExitCodes: [0, 128], timeoutMs: 5 * 60_000 },
  )
  if (code === 0) return true
  if (/couldn't find remote ref/.test(stderr)) return false
  throw new FetchFailed(stderr)
}

/** The same from where the branch is pushed to, which may be another address (`remote.<name>.pushUrl`). */
export async function fetchPushed(
  run: Run,
  remote: Remote,
  branch: string,
  trusted: boolean,
): Promise<boolean> {
  const addresses = async (...way: string[]) => {
    const args = ['remote', 'get-url', ...way, '--all', '--', remote.name]
    const reading = { access: 'read', successExitCodes: [0, 2, 128] } as const
    const { text } = await run(args, 'remote-addresses', reading)
    return text.split('\n').filter((address) => address !== '')
  }
  const [[fetched = ''], pushed] = await Promise.all([addresses(), addresses('--push')])
  const from = pushed.includes(fetched) ? remote.name : pushed[0]
  return fetchBranch(run, remote, branch, trusted, from)
}

export class FetchFailed extends Error {
  readonly stderr: string
  constructor(stderr: string) {
    super(stderr.trim().slice(0, 2000))
    this.stderr = stderr
  }
}
