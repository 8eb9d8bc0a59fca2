// The face of backups: whoever is signed in to this server may make one and put one in place. They hold what all its owners
// have.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Backup, BackupLook, CallResult, Calls, Instant } from '@a-parallel/shared'
import type { Backups } from '../store/port.ts'

export interface BackupPorts {
  shelf: Backups
  /** The server is to close its database and open it anew. */
  reopen: () => void
}

export type BackupCare = ReturnType<typeof openBackups>

export function openBackups({ shelf, reopen }: BackupPorts) {
  return {
    list(actor: Actor): CallResult<Calls['listBackups']> {
      refuseNobody(actor)
      const { folder, restored } = shelf
      return { backups: shelf.list(), folder, isRestoring: shelf.isRestoring(), restored }
    },
    make(actor: Actor): Promise<Backup> {
      refuseNobody(actor)
      return shelf.make()
    },
    look(actor: Actor, from: string): Promise<BackupLook> {
      return shelf.look(from, refuseNobody(actor))
    },
    /** Answered once it is certain that it can be done; done when this server has let go of the database. */
    async restore(actor: Actor, from: string): Promise<{ at: Instant }> {
      refuseNobody(actor)
      const at = await shelf.choose(from)
      reopen()
      return { at }
    },
    /** Throws `backup_not_found`. */
    remove(actor: Actor, name: string): void {
      refuseNobody(actor)
      shelf.remove(name)
    },
  }
}

function refuseNobody(actor: Actor) {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
