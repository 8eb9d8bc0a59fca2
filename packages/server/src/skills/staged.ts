// What people have staged and not yet installed: theirs alone, a few at a time, for an hour.
import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ProjectId, StagedId, StagedSkill } from '@a-parallel/shared'
import type { StagedFrom } from '../runner/port.ts'

export interface Staged {
  id: StagedId
  owner: OwnerId
  projectId: ProjectId | null
  from: StagedFrom
  skills: StagedSkill[]
}

const most = 5
const keptMs = 3_600_000

export type StagedSkillsHeld = ReturnType<typeof openStagedSkills>

/** @param drop removes the files of one. */
export function openStagedSkills(drop: (id: StagedId) => Promise<void>) {
  const staged = new Map<StagedId, Staged>()
  const forget = async (id: StagedId) => {
    staged.delete(id)
    await drop(id)
  }
  return {
    async add(one: Staged): Promise<void> {
      staged.set(one.id, one)
      setTimeout(() => void forget(one.id).catch(() => undefined), keptMs).unref() // The next server removes it.
      const mine = [...staged.values()].filter(({ owner }) => owner === one.owner)
      for (const { id } of mine.slice(0, -most)) await forget(id)
    },
    /** Throws `staged_not_found`. */
    find(owner: OwnerId, id: StagedId): Staged {
      const found = staged.get(id)
      if (found?.owner !== owner) throw new Problem('staged_not_found')
      return found
    },
    forget,
  }
}
