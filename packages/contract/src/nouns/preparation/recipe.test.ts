// The published schema is what the code reads. After a change of the recipe: `npx vitest run --project unit -u <this file>`.
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Recipe } from './recipe.ts'

it('is published as docs/recipe.schema.json', async () => {
  const title = 'How a-parallel makes a worktree ready (.a-parallel.json)'
  const schema = { ...z.toJSONSchema(Recipe, { io: 'input' }), title }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../../../../docs/recipe.schema.json',
  )
})
