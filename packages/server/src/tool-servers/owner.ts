// Whose tool servers an actor may see: a person's their own, nobody else any.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, OwnerId } from '@a-parallel/shared'

/** Throws `unauthorized` for an actor that is no person. */
export function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
