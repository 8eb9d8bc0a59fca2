// The calls about backups of the server's database: of all that it holds, whoever asks.
import { z } from 'zod'
import { Backup, BackupLook } from '../../nouns/data/backup.ts'
import { Instant } from '../../nouns/ids.ts'
import { call } from '../call.ts'
import { Restored } from './restored.ts'

/** The name of one in the folder, or the path of a file anywhere on the server's machine. */
const From = z.string().min(1).max(4096)

export const backupCalls = {
  listBackups: call({
    method: 'GET',
    path: '/api/backups',
    summary: 'The backups of the server’s database, the newest first, and where they lie',
    result: z.object({
      backups: z.array(Backup),
      folder: z.string(),
      /** One was chosen and is not in its place yet. */
      isRestoring: z.boolean(),
      restored: Restored.nullable(),
    }),
  }),
  makeBackup: call({
    method: 'POST',
    path: '/api/backups',
    summary: 'Makes a backup now, and looks through it before it is called one',
    result: Backup,
  }),
  readBackup: call({
    method: 'GET',
    path: '/api/backups/look',
    summary: 'Looks through a backup, and tells what putting it in place would change',
    query: z.object({ from: From }),
    result: BackupLook,
  }),
  restoreBackup: call({
    method: 'POST',
    path: '/api/backups/restore',
    summary:
      'Puts a backup in place: the server opens its database anew, agents and their threads go on, and what was there is kept for 30 days',
    body: z.object({ from: From }),
    result: z.object({ at: Instant }),
    status: 202,
  }),
} as const
