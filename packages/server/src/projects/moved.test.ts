import { expect, it } from 'vitest'
import { movedAmong } from './moved.ts'

const project = { path: '/code/shop' }
const here = (path: string, ...worktrees: string[]) => ({ path, worktrees })

it('is the one that knows the worktrees, whatever it is called', () => {
  const all = [here('/x/shop'), here('/x/store', '/data/1', '/data/2'), here('/x/web', '/data/9')]
  expect(movedAmong(project, [project], ['/data/2'], all)).toEqual(['/x/store'])
  expect(movedAmong(project, [project], ['/data/3'], all)).toEqual([])
})

it('is one of the same name where no worktree tells, and never another project', () => {
  const all = [here('/x/shop'), here('/y/shop'), here('/x/web')]
  expect(movedAmong(project, [project], [], all)).toEqual(['/x/shop', '/y/shop'])
  expect(movedAmong(project, [project, { path: '/y/shop' }], [], all)).toEqual(['/x/shop'])
})
