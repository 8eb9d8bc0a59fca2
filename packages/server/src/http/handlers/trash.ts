// The calls about the trash, bound to the feature.
import type { Trash } from '../../trash/index.ts'
import type { Handlers } from '../bound.ts'

export function trashHandlers(trash: Trash): Pick<Handlers, 'readTrash' | 'emptyTrash'> {
  return {
    readTrash: (actor) => trash.list(actor),
    emptyTrash: (actor, { body }) => trash.empty(actor, body.picks),
  }
}
