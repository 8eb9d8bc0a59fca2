// The calls about recipes, bound to the feature.
import type { Preparations } from '../../preparation/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'readRecipe' | 'proposeRecipe' | 'writeRecipe' | 'writeOwnRecipe'

export function recipeHandlers(preparations: Preparations): Pick<Handlers, About> {
  return {
    readRecipe: (actor, { params }) => preparations.read(actor, params.id),
    proposeRecipe: (actor, { params }) => preparations.propose(actor, params.id),
    writeRecipe: (actor, { params, body }) => preparations.write(actor, params.id, body),
    writeOwnRecipe: (actor, { params, body }) => preparations.writeOwn(actor, params.id, body),
  }
}
