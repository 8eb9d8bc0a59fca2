// The calls about pushes, bound to the feature.
import type { Pushes } from '../push/index.ts'
import type { Handlers } from './bound.ts'

type About = 'readPush' | 'addDevice' | 'removeDevice' | 'tryDevice'

export function pushHandlers(pushes: Pushes): Pick<Handlers, About> {
  return {
    readPush: (actor) => pushes.read(actor),
    addDevice: (actor, { body }) => pushes.add(actor, body),
    removeDevice: (actor, { params }) => {
      pushes.remove(actor, params.id)
      return {}
    },
    tryDevice: (actor, { params }) => pushes.tryOut(actor, params.id),
  }
}
