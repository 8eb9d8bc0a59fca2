// Where commits parted is asked once, and again only as long as git could not tell.
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../changes/checkout.ts'
import { createGit } from '../core.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { openPartings } from './partings.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

it('remembers an answer, and not that there was none', async () => {
  const tip = repository.plain(['rev-parse', 'HEAD'])
  repository.write('README.md', 'more\n')
  const head = repository.commit('second')
  let asked = 0
  const { environment, root } = repository
  const git = createGit({ environment, onCall: () => (asked += 1) })
  const checkout = await openCheckout(git, { path: root })
  const partings = openPartings()
  const look = async () => {
    const before = asked
    const parting = await partings({ ...checkout, tip, head })
    return { parting, asked: asked - before }
  }
  const object = join(root, '.git/objects', head.slice(0, 2), head.slice(2))
  renameSync(object, `${object}.gone`)
  const untold = { mergeBase: null, ahead: 0, behind: 0 }
  expect(await look()).toEqual({ parting: untold, asked: 2 })
  renameSync(`${object}.gone`, object)
  const parting = { mergeBase: tip, ahead: 1, behind: 0 }
  expect(await look()).toEqual({ parting, asked: 2 })
  expect(await look()).toEqual({ parting, asked: 0 })
})
