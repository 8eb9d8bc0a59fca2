// Reads scenarios from a JSON file.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { scenarioFileSchema, type ScenarioInput } from './script/script.ts'

/** The scenarios of a file: a JSON array. Rejects with the place and the reason if one has not the right shape. */
export async function readScenarioFile(path: string): Promise<ScenarioInput[]> {
  const parsed = scenarioFileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
