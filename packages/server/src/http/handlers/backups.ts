// The calls about backups, bound to the feature.
import type { BackupCare } from '../../backups/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listBackups' | 'makeBackup' | 'readBackup' | 'restoreBackup'

export function backupHandlers(backups: BackupCare): Pick<Handlers, About> {
  return {
    listBackups: (actor) => backups.list(actor),
    makeBackup: (actor) => backups.make(actor),
    readBackup: (actor, { query }) => backups.look(actor, query.from),
    restoreBackup: (actor, { body }) => backups.restore(actor, body.from),
  }
}
