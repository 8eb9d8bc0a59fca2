// The calls about what lies on the disk. Nothing is ever removed for its age alone.
import { z } from 'zod'
import { DiskPlace, DiskSize } from '../../nouns/disk/disk.ts'
import { AtStake } from '../../nouns/review/at-stake.ts'
import { ThreadId } from '../../nouns/ids.ts'
import { call } from '../call.ts'
import { Words, Written } from '../parts.ts'
import { threadBeginning } from '../threads/beginning.ts'

/** One of those that were listed. */
const query = z.object({ path: z.string().min(1).max(4096) })

export const diskCalls = {
  listDisk: call({
    method: 'GET',
    path: '/api/disk',
    summary: 'The checkouts of all projects’ repositories: of threads, of nobody, of somebody else',
    result: z.object({ places: z.array(DiskPlace), freeBytes: z.number().int().nonnegative() }),
  }),
  measureDisk: call({
    method: 'GET',
    path: '/api/disk/size',
    summary: 'What one of these folders takes; of a very large one a part is looked at',
    query,
    result: DiskSize,
  }),
  readDiskAtStake: call({
    method: 'GET',
    path: '/api/disk/at-stake',
    summary: 'What would go with a folder that is no thread’s',
    query,
    result: AtStake,
  }),
  adoptFromDisk: call({
    method: 'POST',
    path: '/api/disk/adopt',
    summary:
      'Begins a thread in a worktree that somebody else made, where it is: nothing of it is moved or changed, and it stays when the thread goes',
    body: z.object({
      ...query.shape,
      id: ThreadId.optional(),
      prompt: Words.min(1),
      title: threadBeginning.title,
      model: threadBeginning.model,
      effort: threadBeginning.effort,
      permissionMode: threadBeginning.permissionMode,
    }),
    result: Written.extend({ id: ThreadId }),
    status: 202,
  }),
  removeFromDisk: call({
    method: 'DELETE',
    path: '/api/disk/place',
    summary:
      'Removes a worktree that is no thread’s. Refused while anything would be lost with it, somebody works in it, or it is locked; its branch stays',
    query,
    result: z.object({}),
  }),
} as const
