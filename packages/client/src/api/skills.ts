// What agents can be taught: asked for, fetched, put in place and taken away.
import type { ProjectId, SkillFrom, StagedId, StagedSkills } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { addressOf } from './sending/address.ts'
import { askServer, callApi } from './call.ts'

type Place = ProjectId | null

const key = ['skills']
const textKey = ['skill-text']
const queryOf = (projectId: Place) => (projectId === null ? {} : { projectId })

/** Asked anew each time the page opens: agents and people write there too. */
export function useSkills(projectId: Place) {
  return useQuery({
    queryKey: [...key, projectId],
    queryFn: ({ signal }) => callApi('listSkills', { query: queryOf(projectId) }, { signal }),
    staleTime: 0,
  })
}

export function useSkillBody(projectId: Place, skill: string) {
  return useQuery({
    queryKey: [...textKey, projectId, skill],
    queryFn: ({ signal }) =>
      callApi('readSkill', { query: { ...queryOf(projectId), skill } }, { signal }),
    staleTime: 0,
  })
}

export function stageSkills(projectId: Place, from: SkillFrom): Promise<StagedSkills> {
  return callApi('stageSkills', { body: { projectId, from } })
}

export async function stageArchive(projectId: Place, file: File): Promise<StagedSkills> {
  const query = { ...queryOf(projectId), name: file.name }
  const [answer, { StagedSkills: schema }] = await Promise.all([
    askServer(addressOf('/api/skills/archives', {}, query), {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
    }),
    import('@a-parallel/contract/nouns'),
  ])
  return schema.parse(await answer.json())
}

export function dropStaged(stagedId: StagedId): Promise<unknown> {
  return callApi('dropStagedSkills', { params: { stagedId } })
}

/** Each resolves when the page shows it, and rejects with the refusal. */
export function useSkillActs(projectId: Place) {
  const queries = useQueryClient()
  const listed = async <T>(wish: Promise<T>): Promise<T> => {
    const done = await wish
    await Promise.all([
      queries.invalidateQueries({ queryKey: key }),
      queries.invalidateQueries({ queryKey: ['slash-commands'] }),
    ])
    return done
  }
  /** Of what is no longer there the text is not asked for again. */
  const changed = async <T>(wish: Promise<T>): Promise<T> => {
    const done = await listed(wish)
    await queries.invalidateQueries({ queryKey: textKey })
    return done
  }
  return {
    again: () => queries.invalidateQueries({ queryKey: key }),
    /** By their folders in what was staged. */
    install: (stagedId: StagedId, inside: string[]) =>
      changed(callApi('installSkills', { params: { stagedId }, body: { inside } })),
    write: (place: Place, given: { name: string; text: string; was: string | null }) =>
      changed(callApi('writeSkill', { body: { projectId: place, ...given } })),
    remove: (place: Place, name: string) =>
      listed(callApi('removeSkill', { query: { ...queryOf(place), name } })),
    restore: (keptId: string) => changed(callApi('restoreSkill', { params: { keptId } })),
    switch: (skill: string, off: boolean) =>
      listed(callApi('switchSkill', { params: { id: projectId ?? '' }, body: { skill, off } })),
  }
}
