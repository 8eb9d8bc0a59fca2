import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { isAway } from './archived.ts'

const thread = { owner: 'ada' as OwnerId, projectId: 'shop' as ProjectId } // Names are all that is asked of them.

it('is away while its project is, and when that is on no list any more', () => {
  expect(isAway(() => ({ archived: false }), thread)).toBe(false)
  expect(isAway(() => ({ archived: true }), thread)).toBe(true)
  const gone = () => {
    throw new Problem('project_not_found')
  }
  expect(isAway(gone, thread)).toBe(true)
  const broken = () => {
    throw new Problem('internal')
  }
  expect(() => isAway(broken, thread)).toThrow(Problem)
})
