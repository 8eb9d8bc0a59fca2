import { Problem } from '@a-parallel/contract/model'
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { isAway, refuseInArchived } from './archived.ts'

const thread = { owner: 'ada' as OwnerId, projectId: 'shop' as ProjectId } // Names are all that is asked of them.

const inUse = () => ({ name: 'shop', archived: false })
const putAway = () => ({ name: 'shop', archived: true })
const gone = () => {
  throw new Problem('project_not_found')
}

it('is away while its project is, and when that is on no list any more', () => {
  expect(isAway(inUse, thread)).toBe(false)
  expect(isAway(putAway, thread)).toBe(true)
  expect(isAway(gone, thread)).toBe(true)
  const broken = () => {
    throw new Problem('internal')
  }
  expect(() => isAway(broken, thread)).toThrow(Problem)
})

it('lets nothing begin in one that was put away', () => {
  expect(() => refuseInArchived(putAway, thread)).toThrow(
    expect.objectContaining({ code: 'project_archived' }),
  )
  expect(() => refuseInArchived(inUse, thread)).not.toThrow()
  expect(() => refuseInArchived(gone, thread)).not.toThrow()
})
