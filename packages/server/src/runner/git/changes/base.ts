// Where a branch parted from the one it will be merged into.
import type { BaseAsk } from '../../review-port.ts'
import type { Parting } from '../history/partings.ts'
import { readTips } from '../history/tips.ts'
import type { Checkout } from './checkout.ts'

export interface Base extends Parting {
  name: string
}

export async function readBase(checkout: Checkout, ask: BaseAsk | null): Promise<Base | null> {
  if (ask === null) return null
  const { name } = ask
  const { tip, head } = await readTips(checkout, name)
  if (tip === null) return { name, mergeBase: ask.began, ahead: 0, behind: 0 }
  if (head === null) return { name, mergeBase: null, ahead: 0, behind: 0 }
  return { name, ...(await checkout.partings({ ...checkout, tip, head })) }
}
