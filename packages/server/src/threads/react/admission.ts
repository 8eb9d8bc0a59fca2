// How many turns run at once: as many as there are slots, and only while the machine has room. A turn that waits for a
// person holds no slot. First come, first served.
import type { ThreadId } from '@a-parallel/shared'
import type { Free } from '../../runner/port.ts'
import type { Floors, RoomWatch } from './room.ts'

/** Memory that one working agent is reckoned with, in bytes. */
const perAgent = 350 * 1024 * 1024
/** How long an agent takes to fill the memory it needs, at most. Until then the machine looks roomier than it is. */
const fillMs = 5_000

/** At least 10, lowered only where memory would not hold so many. */
export function slotCeiling(totalMemory: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor((totalMemory * 0.8) / perAgent)))
}

export interface Admission {
  /**
   * Asks for a slot; `granted` is called later, and only while the thread still waits. Asking again keeps the place in
   * the queue.
   */
  request(threadId: ThreadId, granted: () => void): void
  /** The thread works now, or does no longer. */
  working(threadId: ThreadId, works: boolean): void
  /** The thread no longer waits for a slot. */
  withdraw(threadId: ThreadId): void
}

export interface AdmissionAsk {
  ceiling: number
  room: Pick<RoomWatch, 'look' | 'next'>
  floors: Floors
  /** Milliseconds that only grow. */
  elapsed: () => number
}

export function openAdmission({ ceiling, room, floors, elapsed }: AdmissionAsk): Admission {
  const atWork = new Set<ThreadId>()
  const waiting = new Map<ThreadId, () => void>()
  let recent: number[] = []
  let granting = false
  const someoneMay = () => waiting.size > 0 && atWork.size < ceiling
  const grantAll = (free: Free) => {
    recent = recent.filter((at) => elapsed() - at < fillMs)
    for (const [threadId, granted] of waiting) {
      if (!someoneMay() || recent.length >= turnsThatFit(free, floors)) return
      waiting.delete(threadId)
      atWork.add(threadId)
      recent.push(elapsed())
      granted()
    }
  }
  const grant = async () => {
    if (granting) return
    granting = true
    for (let look = room.look; someoneMay(); look = room.next) grantAll(await look())
    granting = false
  }
  return {
    request(threadId, granted) {
      waiting.set(threadId, granted)
      void grant()
    },
    working(threadId, works) {
      if (works) atWork.add(threadId)
      else atWork.delete(threadId)
      void grant()
    },
    withdraw: (threadId) => void waiting.delete(threadId),
  }
}

/** How many agents may begin beside each other with so much free: one, and whatever fits above the floor. */
function turnsThatFit({ memoryBytes, diskBytes }: Free, floors: Floors): number {
  if (memoryBytes < floors.memoryBytes || diskBytes < floors.diskBytes) return 0
  return 1 + Math.floor((memoryBytes - floors.memoryBytes) / perAgent)
}
