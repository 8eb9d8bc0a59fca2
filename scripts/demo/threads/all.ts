// The threads of the demo in the order in which they are started, and everything the scripted model must know for them.
import type { ScenarioInput } from '@a-parallel/scripted-model'
import { merge, promo, shipping } from './checkout.ts'
import { explain, review, reviewers } from './reading.ts'
import { scenarioOf, type Seed } from './seed.ts'
import { visitor } from './visitor.ts'
import { confirmed, planned, release } from './waiting.ts'
import { altTexts, fixTest, saturday } from './working.ts'

export interface Cast {
  /** Started at once. */
  first: readonly Seed[]
  /** Started when both changes to the checkout are committed. */
  later: readonly Seed[]
  scenarios: readonly ScenarioInput[]
}

/** Those whose branches are merged later. */
export const toMerge = { promo, shipping }

/** @param branches of the two threads in `toMerge`. */
export function castOf(branches: { promo: string; shipping: string }): Cast {
  const first = [explain, promo, shipping, fixTest, release, planned]
  const later = [merge(branches), saturday, altTexts, review, confirmed]
  const seeds = [...first, ...later].map(scenarioOf)
  return { first, later, scenarios: [...seeds, ...reviewers, ...visitor] }
}
