// How long the names of objects are in a repository: 40 digits, or 64 where it was made so.
import type { StandingSetting } from '../restrict/settings.ts'

export interface NamesIn {
  settings: () => Promise<readonly StandingSetting[]>
}

/** @param known the name of an object there; null: there may be none yet, and the settings are asked. */
export async function digitsOf({ settings }: NamesIn, known: string | null): Promise<40 | 64> {
  if (known !== null) return known.length === 64 ? 64 : 40
  const said = (await settings()).findLast(({ key }) => key === 'extensions.objectformat')
  return said?.value === 'sha256' ? 64 : 40
}
