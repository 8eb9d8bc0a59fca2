// What agents can be taught: asked for, fetched, put in place and taken away.
import type { ProjectId, SkillFrom, SkillSide, StagedId, StagedSkills } from '@a-parallel/shared'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { addressOf } from './sending/address.ts'
import { askServer, callApi } from './call.ts'

type Place = ProjectId | null

const key = ['skills']
const textKey = ['skill-text']
const fileKey = ['skill-file']
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

/** A file of a standing skill (`path` null: its text), or of one that is staged. */
export type SkillFileAsk =
  | { projectId: Place; skill: string; path: string | null }
  | { stagedId: StagedId; inside: string; path: string; side: SkillSide }

/** Piece by piece, as far as one has read on. */
export function useSkillFile(ask: SkillFileAsk) {
  return useInfiniteQuery({
    queryKey: [...fileKey, ask],
    queryFn: ({ signal, pageParam }) => readPiece(ask, String(pageParam), signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })
}

function readPiece(ask: SkillFileAsk, from: string, signal: AbortSignal) {
  if ('stagedId' in ask) {
    const { stagedId, ...query } = ask
    return callApi(
      'readStagedSkillFile',
      { params: { stagedId }, query: { ...query, from } },
      { signal },
    )
  }
  const { projectId, skill, path } = ask
  const query = { ...queryOf(projectId), skill, from, ...(path !== null && { path }) }
  return callApi('readSkillFile', { query }, { signal })
}

/** What an update would change in a file. */
export function useSkillFileChange(stagedId: StagedId, query: { inside: string; path: string }) {
  return useQuery({
    queryKey: ['skill-file-change', stagedId, query],
    queryFn: ({ signal }) =>
      callApi('compareStagedSkillFile', { params: { stagedId }, query }, { signal }),
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
    await Promise.all([textKey, fileKey].map((queryKey) => queries.invalidateQueries({ queryKey })))
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
