// Where a branch parted from the one it will be merged into.
import type { BaseAsk } from '../../review-port.ts'
import { isPlainRevision } from '../names.ts'
import type { Checkout } from './checkout.ts'

export interface Base {
  name: string
  mergeBase: string | null
  /** Commits that only the branch has, and that only the base has. */
  ahead: number
  behind: number
}

export async function readBase({ run }: Checkout, ask: BaseAsk | null): Promise<Base | null> {
  if (ask === null) return null
  const tip = await findTip(run, ask.name)
  if (tip === null) return { name: ask.name, mergeBase: ask.began, ahead: 0, behind: 0 }
  const [common, counts] = await Promise.all([
    run(['merge-base', tip, 'HEAD'], 'merge-base', { successExitCodes: [0, 1, 128] }),
    run(['rev-list', '--left-right', '--count', `${tip}...HEAD`, '--'], 'ahead-behind', {
      successExitCodes: [0, 128],
    }),
  ])
  const [behind = 0, ahead = 0] =
    counts.code === 0 ? counts.text.trim().split('\t').map(Number) : []
  const mergeBase = common.code === 0 ? common.text.trim() : null
  return { name: ask.name, mergeBase, ahead, behind }
}

/** The commit that a base is at. A branch before a tag of the same name, which git itself would take. */
export async function findTip(run: Checkout['run'], name: string): Promise<string | null> {
  if (!isPlainRevision(name)) return null
  const refs = [`refs/heads/${name}`, `refs/remotes/${name}`]
  const { text } = await run(
    ['for-each-ref', '--format=%(refname) %(objectname)', ...refs],
    'base-tip',
  )
  const tips = new Map(text.split('\n').map((line) => splitAt(line, line.lastIndexOf(' '))))
  for (const ref of refs) if (tips.has(ref)) return tips.get(ref) ?? null
  const said = await run(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
    'base-commit',
    { successExitCodes: [0, 1, 128] },
  )
  return said.code === 0 ? said.text.trim() : null
}

function splitAt(text: string, at: number): [string, string] {
  return [text.slice(0, at), text.slice(at + 1)]
}
