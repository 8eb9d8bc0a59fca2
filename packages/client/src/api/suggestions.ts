// What is suggested while a message is written: asked for as a person types.
import type { ProjectId, ThreadId, ThreadMode } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from './call.ts'

/** What agents understand behind a slash where a thread is to work, as the last of them said; a null base: the default branch. */
export function useSlashCommands(
  { projectId: id, mode, base }: { projectId: ProjectId; mode: ThreadMode; base: string | null },
  enabled: boolean,
) {
  return useQuery({
    queryKey: ['slash-commands', id, mode, base],
    queryFn: ({ signal }) =>
      callApi(
        'listSlashCommands',
        { params: { id }, query: { mode, base: base ?? undefined } },
        { signal },
      ),
    enabled,
    staleTime: 10_000,
    retry: false,
  })
}

/** Files of a thread's checkout, or of a project's; the last ones stay on screen until the new ones are there. */
export function useFiles(
  { projectId, threadId }: { projectId: ProjectId; threadId: ThreadId | null },
  query: string,
  enabled: boolean,
) {
  return useQuery({
    queryKey: ['files', threadId ?? projectId, query],
    queryFn: ({ signal }) =>
      threadId === null
        ? callApi('findProjectFiles', { params: { id: projectId }, query: { query } }, { signal })
        : callApi('findThreadFiles', { params: { id: threadId }, query: { query } }, { signal }),
    enabled,
    placeholderData: (before) => before,
    staleTime: 2_000,
    retry: false,
  })
}
