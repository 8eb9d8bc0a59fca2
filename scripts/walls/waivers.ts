// Exceptions to a wall, each with its reason. The list may only get shorter, and its ceilings only lower.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from './tree.ts'

export interface Waiver {
  wall: string
  path: string
  why: string
  /** For size walls: the size it may have for now. */
  most?: number
}

export const waiverFile = 'scripts/waivers.json'

export function parseWaivers(text: string): Waiver[] {
  // Our own file; the ratchet test reads every version of it.
  return JSON.parse(text) as Waiver[]
}

export function readWaivers(root: string): Waiver[] {
  const path = join(root, waiverFile)
  return existsSync(path) ? parseWaivers(readFileSync(path, 'utf8')) : []
}

const same = (a: Waiver, b: Waiver) => a.wall === b.wall && a.path === b.path

/** What grew between two versions of the list: new waivers and raised ceilings. Empty when it only shrank. */
export function grown(before: readonly Waiver[], after: readonly Waiver[]): Waiver[] {
  return after.filter((waiver) => {
    const old = before.find((candidate) => same(candidate, waiver))
    return old === undefined || (waiver.most ?? 0) > (old.most ?? 0)
  })
}

/** Violations that no waiver covers, and waivers that cover nothing any more (they have to go). */
export function applyWaivers(
  violations: readonly (Violation & { size?: number })[],
  waivers: readonly Waiver[],
): { left: Violation[]; idle: Waiver[] } {
  const used = new Set<Waiver>()
  const left = violations.filter((violation) => {
    const waiver = waivers.find(
      ({ wall, path }) => wall === violation.wall && path === violation.path,
    )
    if (waiver === undefined) return true
    used.add(waiver)
    return violation.size !== undefined && violation.size > (waiver.most ?? Infinity)
  })
  return { left, idle: waivers.filter((waiver) => !used.has(waiver)) }
}
