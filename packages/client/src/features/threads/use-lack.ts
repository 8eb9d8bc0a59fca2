// What the machine lacks for another turn to begin, in words; null while it lacks nothing.
import type { Room } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import type { IndexState } from '../../live/index-state.ts'
import { useIndex } from '../../live/use-index.ts'
import { useFormat } from '../../platform/use-format.ts'

export interface Lack {
  what: NonNullable<Room['lacks']>
  /** Why a turn waits, with the figures. */
  why: string
  /** What a person can do about it. */
  next: string
}

const roomOf = (state: IndexState) => (state.kind === 'ready' ? state.room : null)

export function useLack(): Lack | null {
  const { t } = useTranslation()
  const format = useFormat()
  const room = useIndex(roomOf)
  if (!room?.lacks) return null
  const { lacks, freeBytes, floorBytes } = room
  const values = { free: format.bytes(freeBytes), floor: format.bytes(floorBytes) }
  return { what: lacks, why: t(`room.${lacks}`, values), next: t(`room.${lacks}Next`) }
}
