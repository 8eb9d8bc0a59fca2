// Where a branch parted from the one it will be merged into.
import type { BaseAsk } from '../../review-port.ts'
import { isPlainRevision } from '../names.ts'
import type { Parting } from '../partings.ts'
import type { Checkout } from './checkout.ts'

export interface Base extends Parting {
  name: string
}

export async function readBase(checkout: Checkout, ask: BaseAsk | null): Promise<Base | null> {
  if (ask === null) return null
  const { name } = ask
  const [tip, head] = await findTips(checkout, name)
  if (tip === null) return { name, mergeBase: ask.began, ahead: 0, behind: 0 }
  if (head === null) return { name, mergeBase: null, ahead: 0, behind: 0 }
  return { name, ...(await checkout.partings({ ...checkout, tip, head })) }
}

const commitName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The commits of the base and of HEAD. A branch comes before a tag of the same name, which git itself would take. */
async function findTips(
  { run }: Checkout,
  name: string,
): Promise<[tip: string | null, head: string | null]> {
  if (!isPlainRevision(name)) return [null, null]
  const asked = ['HEAD', `refs/heads/${name}`, `refs/remotes/${name}`, name]
  const { text } = await run(['cat-file', '--batch-check=%(objectname)'], 'base-tip', {
    stdin: asked.map((revision) => `${revision}^{commit}\n`).join(''),
  })
  // A name each, or why there is none.
  const [head = null, ...tips] = text
    .split('\n')
    .map((line) => (commitName.test(line) ? line : null))
  return [tips.find((tip) => tip !== null) ?? null, head]
}
