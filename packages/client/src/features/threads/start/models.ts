// Which models can be chosen. Pure. Names of models are the same in every language.
import type { Setup } from '@a-parallel/shared'

type Model = Setup['models'][number]

const always: readonly Model[] = [
  { value: 'haiku', name: 'Haiku', description: '', efforts: null },
  { value: 'sonnet', name: 'Sonnet', description: '', efforts: null },
  { value: 'opus', name: 'Opus', description: '', efforts: null },
]

/** What may be a model's name: as the server checks it. */
export const modelName = /^[A-Za-z0-9][A-Za-z0-9._:@/[\]-]{0,99}$/

/** What the agent offers, the usual aliases that it left out, and the one that is chosen. */
export function modelsToOffer(offered: readonly Model[], chosen: string | null): Model[] {
  const named = chosen === null ? [] : [chosen]
  const all = [
    ...offered,
    ...always,
    ...named.map((value) => ({ value, name: value, description: '', efforts: null })),
  ]
  return all.filter(({ value }, index) => all.findIndex((model) => model.value === value) === index)
}
