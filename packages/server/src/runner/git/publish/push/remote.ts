// Where a branch is pushed to, and fetched from.
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
