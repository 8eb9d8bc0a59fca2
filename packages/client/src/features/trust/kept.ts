// That a person has chosen to keep a project restricted as it is; it is asked again once it brings something else.
import type { ProjectId, Trust } from '@a-parallel/shared'
import { Refusal } from '../../api/refusal.ts'
import { changeSetting, readSettings, useSettings } from '../settings/index.ts'

const mostKept = 500

/** By the fingerprint of what it was decided about; undefined where it was not. */
export function useKept(projectId: ProjectId): string | undefined {
  return useSettings(({ trust }) => trust.kept[projectId])
}

/** Resolves when it is kept. Throws Refusal. */
export async function keepRestricted({ projectId, fingerprint }: Trust): Promise<void> {
  const others = Object.entries(readSettings().trust.kept).filter(([id]) => id !== projectId)
  const kept = { ...Object.fromEntries(others.slice(1 - mostKept)), [projectId]: fingerprint }
  const problem = await changeSetting('trust', 'kept', kept)
  if (problem) throw new Refusal(problem)
}
