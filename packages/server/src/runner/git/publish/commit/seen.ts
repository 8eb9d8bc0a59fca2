// Whether what is about to be committed is what a person saw: looked at right before it is taken into the index, and once
// more behind that, since whoever writes meanwhile is told of and never raced.
import { openCheckout, type Checkout } from '../../changes/checkout.ts'
import { openContents, type Contents } from '../../changes/content.ts'
import type { StatusEntry } from '../../changes/parse-status.ts'
import { readStatusOf } from '../../changes/status.ts'
import { readLying, versionsOf, type Lying } from '../../versions/versions.ts'
import type { Git } from '../../core.ts'
import type { Place } from '../place.ts'

/** What lies in a checkout, and is not committed. */
export interface Look {
  checkout: Checkout
  contents: Contents
  entries: StatusEntry[]
  lying: Lying
}

export async function look(git: Git, place: Place): Promise<Look> {
  const checkout = await openCheckout(git, place)
  const contents = openContents(() => Date.now())
  const status = await readStatusOf(checkout, [])
  const lying = await readLying(checkout, contents, status)
  return { checkout, contents, entries: status.entries, lying }
}

/** What a person saw, as far as it is compared: HEAD, and the version of what is staged, or of `all`. */
interface Sight {
  head: string | null
  all: boolean
  seen?: string | undefined
}

export function isSeen(now: Look, { all, seen }: Sight): boolean {
  const versions = versionsOf(now, now.lying)
  return (all ? versions.all : versions.staged) === seen
}

/** Whether a commit would hold by now what it would have held then, where `all` has been staged since. */
export async function isStill(then: Look, { head, all }: Sight): Promise<boolean> {
  const { checkout, contents, lying } = then
  const status = await readStatusOf(checkout, [])
  if (status.head !== head) return false
  if (!all) return versionsOf(status, lying).staged === versionsOf(then, lying).staged
  const now = await readLying(checkout, contents, { head, entries: then.entries })
  const same = [...lying].every(([path, lay]) => now.get(path) === lay)
  // Of what holds again what HEAD does there is no entry any more.
  return same && status.entries.flatMap(pathsOf).every((path) => lying.has(path))
}

function pathsOf({ path, from }: StatusEntry): string[] {
  const own = path.replace(/\/$/, '')
  return from === null ? [own] : [own, from]
}
