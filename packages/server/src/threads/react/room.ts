// Whether the machine has room for another turn. It is looked at when somebody asks, and every few seconds while
// something is lacking or somebody waits for the next look; browsers hear of what changed.
import type { Room } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Free } from '../../runner/port.ts'

/** Below these, new turns wait. */
export type Floors = Free

export interface RoomWatch {
  /** As it was last seen. */
  now(): Room
  /** What is free now, or was a moment ago. Joins a look that is under way. */
  look(): Promise<Free>
  /** What is free when the time for the next look has come. */
  next(): Promise<Free>
  stop(): void
}

export interface RoomAsk {
  read: () => Promise<Free>
  floors: Floors
  publish: (room: Room) => void
  log: Log
}

const lookEveryMs = 2_000
/** So long ago is now: what has begun meanwhile is counted by whoever lets it begin. */
const momentMs = 100
/** What is told is rounded down to this: a machine at work changes by some pages at every look. */
const grainBytes = 16 * 1024 * 1024
/** A machine that cannot be looked at holds nobody up. */
const unknown: Free = { memoryBytes: Number.MAX_SAFE_INTEGER, diskBytes: Number.MAX_SAFE_INTEGER }

export function openRoom({ read, floors, publish, log }: RoomAsk): RoomWatch {
  let room = roomOf(floors, floors)
  let looking: Promise<Free> | null = null
  let timer: NodeJS.Timeout | null = null
  let waiting: ((free: Free) => void)[] = []
  let stopped = false
  let seen: { free: Free; at: number } | null = null
  const look = () => {
    if (seen && performance.now() - seen.at < momentMs) return Promise.resolve(seen.free)
    return (looking ??= lookNow().finally(() => (looking = null)))
  }
  const lookNow = async () => {
    const free = await read().catch((cause: unknown) => {
      log.warn({ err: cause }, 'what is free could not be read')
      return unknown
    })
    const before = room
    seen = { free, at: performance.now() }
    room = roomOf(free, floors)
    if (differs(before, room)) publish(room)
    if (room.lacks !== null) lookAgain()
    return free
  }
  const lookAgain = () => {
    if (stopped) return
    timer ??= setTimeout(() => {
      timer = null
      const told = waiting
      waiting = []
      void look().then((free) => told.forEach((tell) => tell(free)))
    }, lookEveryMs).unref()
  }
  return {
    now: () => room,
    look,
    next() {
      lookAgain()
      return new Promise((resolve) => waiting.push(resolve))
    },
    stop() {
      stopped = true
      if (timer) clearTimeout(timer)
    },
  }
}

export function roomOf(free: Free, floors: Floors): Room {
  const lacksDisk = free.diskBytes < floors.diskBytes
  const resource = lacksDisk ? 'diskBytes' : 'memoryBytes'
  const freeBytes = free[resource] - (free[resource] % grainBytes)
  const lacksMemory = free.memoryBytes < floors.memoryBytes
  const lacks = lacksDisk ? 'disk' : lacksMemory ? 'memory' : null
  return { lacks, freeBytes, floorBytes: floors[resource] }
}

/** How much is free concerns a reader only while it is too little. */
function differs(before: Room, after: Room): boolean {
  if (before.lacks !== after.lacks) return true
  return after.lacks !== null && before.freeBytes !== after.freeBytes
}

/** Resolves once the disk has room for a worktree. */
export async function untilDisk(room: Pick<RoomWatch, 'look' | 'next'>, floors: Floors) {
  let free = await room.look()
  while (free.diskBytes < floors.diskBytes) free = await room.next()
}
