// The published schema is what the code reads. A failure shows what to write into docs/recipe.schema.json.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Recipe } from './recipe.ts'

it('is published as docs/recipe.schema.json', () => {
  const title = 'How a-parallel makes a worktree ready (.a-parallel.json)'
  const schema = { ...z.toJSONSchema(Recipe, { io: 'input' }), title }
  const file = new URL('../../../../../docs/recipe.schema.json', import.meta.url)
  const published: unknown = JSON.parse(readFileSync(file, 'utf8'))
  expect(published).toEqual(JSON.parse(JSON.stringify(schema)))
})
