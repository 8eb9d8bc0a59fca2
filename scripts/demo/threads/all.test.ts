import { scenarioFileSchema } from '@a-parallel/scripted-model'
import { expect, test } from 'vitest'
import { commits } from '../shop/sources.ts'
import { castOf } from './all.ts'
import { titleOf } from './seed.ts'

const cast = castOf({ promo: 'demo/promo', shipping: 'demo/shipping' })
const seeds = [...cast.first, ...cast.later]
const scenarios = scenarioFileSchema.parse(cast.scenarios)

test('each prompt is played by its own scenario, and words of a visitor by the last', () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  for (const seed of seeds) {
    const fitting = scenarios.find(({ match }) => match && seed.prompt.includes(match))
    expect(fitting?.match).toBe(titleOf(seed))
    expect(titleOf(seed).length).toBeLessThanOrEqual(60)
  }
  expect(scenarios.at(-1)?.name).toBe('anything')
})

test.each(seeds.map((seed) => [titleOf(seed), seed] as const))(
  'the edits of "%s" fit the shop as it is',
  (title) => {
    const files = new Map(commits.flatMap(({ files: given }) => Object.entries(given)))
    const steps = scenarios.find(({ match }) => match === title)?.steps ?? []
    for (const block of steps.flatMap(({ blocks }) => blocks)) {
      if (!('tool' in block) || !['Edit', 'Write'].includes(block.tool)) continue
      const { file_path: path, content, old_string: before, new_string: after } = block.input
      const file = String(path).replace('{{cwd}}/', '')
      if (block.tool === 'Write') {
        files.set(file, String(content))
        continue
      }
      const parts = files.get(file)?.split(String(before)) ?? []
      expect(parts, `${file}: ${String(before)}`).toHaveLength(2)
      files.set(file, parts.join(String(after)))
    }
  },
)
