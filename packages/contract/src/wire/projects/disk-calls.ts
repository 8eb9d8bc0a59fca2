// The calls about what lies on the disk. Nothing is ever removed for its age alone.
import { z } from 'zod'
import { DiskPlace, DiskSize } from '../../nouns/disk/disk.ts'
import { AtStake } from '../../nouns/review/at-stake.ts'
import { call } from '../call.ts'

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
  removeFromDisk: call({
    method: 'DELETE',
    path: '/api/disk/place',
    summary:
      'Removes a worktree that is no thread’s. Refused while anything would be lost with it, somebody works in it, or it is locked; its branch stays',
    query,
    result: z.object({}),
  }),
} as const
