// The data of a project is erased only while it is off the list.
import { Backup, Project } from '@a-parallel/contract/nouns'
import type { Actor, OwnerId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { Database } from '../store/port.ts'
import { openErasure, type ErasurePorts } from './index.ts'

const owner = 'local' as OwnerId // Of the right shape.
const actor: Actor = { kind: 'person', id: owner }
const at = '2026-01-01T00:00:00.000Z'
const project = Project.parse({
  id: '11111111-1111-4111-8111-111111111111',
  owner,
  name: 'shop',
  path: '/shop',
  defaultBranch: 'main',
  branchPrefix: 'ap',
  worktreeFolder: null,
  createdAt: at,
  available: true,
})
const backup = Backup.parse({
  name: 'asked.db',
  path: '/asked.db',
  kind: 'asked',
  at,
  bytes: 1,
  isChecked: true,
  until: null,
})

/** @param during happens with the project while it is erased, and with the backup before. */
function erasing(during: { backup?: () => void; erasing?: () => void }, removed: Project[]) {
  const erased: string[] = []
  const threads: ErasurePorts['threads'] = {
    countOfProject: () => 1,
    remains: () => Promise.resolve({ branches: [], worktrees: [] }),
    async eraseOfProject(_actor, id, stillMeant) {
      during.erasing?.()
      stillMeant()
      erased.push(id)
    },
  }
  const erasure = openErasure({
    db: {} as Database, // Nothing is asked of it before the threads are gone.
    projects: { removed: () => removed },
    threads,
    backups: {
      async make() {
        during.backup?.()
        return backup
      },
    },
  })
  return { erased, erase: () => erasure.erase(actor, project.id, 'shop') }
}

it.each(['backup', 'erasing'] as const)(
  'one that came back on the list during the %s is left alone',
  async (when) => {
    const removed = [project]
    const { erased, erase } = erasing({ [when]: () => void removed.pop() }, removed)
    await expect(erase()).rejects.toMatchObject({ code: 'project_not_found' })
    expect(erased).toEqual([])
  },
)
