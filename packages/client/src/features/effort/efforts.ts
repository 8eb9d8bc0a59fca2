// Which efforts can be chosen for a model. Pure.
import type { Effort, Setup } from '@a-parallel/shared'

const all: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']

/** What the agent said of the model; all where it has not said anything yet, none where the model has none. */
export function effortsOf(models: Setup['models'], model: string): readonly Effort[] {
  return models.find(({ value }) => value === model)?.efforts ?? all
}
