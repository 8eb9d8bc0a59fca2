// Files that the index has and the checkout does without: a sparse checkout, or what git was told to skip. An entry that is
// written anew is one of a file that is to lie there, and would be told of as deleted, or as changed.
import type { Checkout } from '../changes/checkout.ts'

/** More paths than these are looked for among all. */
const mostNamed = 100

/** Those of these paths that the checkout does without, or would where the index has none yet. */
export async function leftOutAmong(
  checkout: Checkout,
  paths: readonly string[],
): Promise<string[]> {
  if (paths.length === 0) return []
  const named = paths.length > mostNamed ? [] : paths
  const { text } = await checkout.run(['ls-files', '-t', '-z', '--', ...named], 'left-out')
  const tags = new Map(text.split('\0').map((entry) => [entry.slice(2), entry[0]]))
  const fresh = paths.filter((path) => !tags.has(path))
  return [
    ...paths.filter((path) => tags.get(path) === 'S'),
    ...(await outsideAmong(checkout, fresh)),
  ]
}

async function outsideAmong(checkout: Checkout, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0 || !(await isSparse(checkout))) return []
  const { code, text } = await checkout.run(
    ['sparse-checkout', 'check-rules', '-z'],
    'sparse-rules',
    // Git before 2.41 tells of no rules.
    { stdin: paths.map((path) => `${path}\0`).join(''), successExitCodes: [0, 129] },
  )
  const inside = new Set(text.split('\0'))
  return code === 0 ? paths.filter((path) => !inside.has(path)) : []
}

async function isSparse({ settings }: Checkout): Promise<boolean> {
  const said = (await settings()).findLast(({ key }) => key === 'core.sparsecheckout')
  return said !== undefined && /^(true|yes|on|1)$/i.test(said.value ?? 'true')
}

export async function leaveOut({ run }: Checkout, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  await run(['update-index', '--skip-worktree', '-z', '--stdin'], 'leave-out', {
    access: 'write',
    stdin: paths.map((path) => `${path}\0`).join(''),
  })
}
