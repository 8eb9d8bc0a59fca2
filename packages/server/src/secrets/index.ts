// The face of secrets: what a person entrusts to this server for use elsewhere. Kept sealed; handed to whoever uses it
// here, and never logged or sent back.
import type { OwnerId } from '@a-parallel/shared'
import type { KeyObject } from 'node:crypto'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../store/port.ts'
import { openSealer } from './seal.ts'
import { secretTable } from './table.ts'

export interface SecretsPorts {
  db: Database
  clock: Clock
  /** Of 32 bytes, the newest first. */
  keys: readonly KeyObject[]
}

/** `unreadable`: it was sealed with a key that is gone; its owner must enter it again. */
export type Secret = { kind: 'set'; text: string } | { kind: 'unset' } | { kind: 'unreadable' }

export type Secrets = ReturnType<typeof openSecrets>

export function openSecrets({ db, clock, keys }: SecretsPorts) {
  const table = secretTable(db)
  const sealer = openSealer(keys)
  const set = (owner: OwnerId, purpose: string, text: string): void =>
    table.put({
      owner,
      purpose,
      sealed: sealer.seal({ owner, purpose }, text),
      changedAt: clock.now(),
    })
  return {
    set,
    read(owner: OwnerId, purpose: string): Secret {
      const sealed = table.find(owner, purpose)
      if (sealed === null) return { kind: 'unset' }
      const opened = sealer.open({ owner, purpose }, sealed)
      if (!opened) return { kind: 'unreadable' }
      if (opened.stale) set(owner, purpose, opened.text)
      return { kind: 'set', text: opened.text }
    },
    forget: (owner: OwnerId, purpose: string): void => table.remove(owner, purpose),
  }
}
