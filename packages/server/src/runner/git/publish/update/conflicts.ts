// Files in conflict, as the index has them.
import type { ConflictedFile, Operation } from '@a-parallel/shared'
import type { Run } from '../place.ts'

/** What the index holds of one side. */
export interface Stage {
  /** 2: what is checked out; 3: what is brought in. */
  stage: 2 | 3
  mode: string
  oid: string
}

export interface Unmerged {
  path: string
  stages: ReadonlyMap<Stage['stage'], Stage>
}

export async function listConflicts(
  run: Run,
  operation: Operation | null,
): Promise<ConflictedFile[]> {
  const own = ownStage(operation)
  return (await readUnmerged(run)).map(({ path, stages }) => ({
    path,
    ours: stages.has(own),
    theirs: stages.has(own === 2 ? 3 : 2),
  }))
}

/** A rebase checks out the other side, and brings the thread's own commits in. */
export function ownStage(operation: Operation | null): 2 | 3 {
  return operation === 'rebase' ? 3 : 2
}

export async function readUnmerged(run: Run): Promise<Unmerged[]> {
  const { text } = await run(['ls-files', '--unmerged', '-z', '--'], 'list-conflicts', {
    access: 'read',
  })
  return parseUnmerged(text)
}

/** Reads entries of `mode id stage TAB path`. Of a file that both sides took away, only what was before them is there. */
function parseUnmerged(text: string): Unmerged[] {
  const found = new Map<string, Map<Stage['stage'], Stage>>()
  for (const entry of text.split('\0')) {
    const [, mode, oid, at, path] = /^(\d+) ([0-9a-f]+) ([123])\t([^]+)$/.exec(entry) ?? []
    if (mode === undefined || oid === undefined || path === undefined) continue
    const stages = found.get(path) ?? new Map<Stage['stage'], Stage>()
    found.set(path, stages)
    if (at === '1') continue
    const stage = at === '2' ? 2 : 3
    stages.set(stage, { stage, mode, oid })
  }
  return [...found].map(([path, stages]) => ({ path, stages }))
}
