// A repository inside that is tied to another one after all was looked at: it is looked at again.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openBroughtReader } from '../../trust/reader.ts'
import { createGit } from '../core.ts'
import { makeRepository } from '../test-repository.ts'
import { hooksIn, linked, type Place } from './steps.ts'

let place: Place
const nobody = () => Promise.reject(new Error('nothing is served here'))

beforeEach(() => {
  const repository = makeRepository()
  place = { ...repository, script: join(repository.directory, 'evil.sh'), serve: nobody }
})
afterEach(() => place.remove())

it.each([
  ['its .git', 'sub/.git', 'gitdir: '],
  ['its commondir', 'sub/.git/commondir', ''],
  ['that of one inside it', 'sub/deep/.git/commondir', ''],
])('sees the settings and hooks behind %s at once', async (_, file, says) => {
  const other = join(place.directory, 'other')
  linked((_, sub) => {
    const deep = join(sub, 'deep')
    place.plain(['init', '-q', deep])
    place.plain(['commit', '-q', '--allow-empty', '-m', 'x'], deep)
    place.plain(['add', 'deep'], sub)
  })(place)
  place.plain(['clone', '-q', '--bare', join(place.root, 'sub'), other])
  place.plain(['config', '--file', join(other, 'config'), 'filter.evil.clean', place.script])
  hooksIn(() => join(other, 'hooks'))(place)
  let asked = 0
  const { environment, root } = place
  const reader = openBroughtReader(createGit({ environment, onCall: () => (asked += 1) }))
  const askedFor = async () => {
    const before = asked
    expect(await reader.read(root)).toEqual([])
    return asked - before
  }
  await expect.poll(askedFor).toBe(0)
  rmSync(join(root, file), { recursive: true, force: true })
  writeFileSync(join(root, file), `${says}${other}\n`)
  const found = (await reader.read(root)).map(({ kind, key }) => `${kind} ${key}`)
  expect(found).toContain('git-setting filter.evil.clean')
  expect(found).toContain('git-hook pre-commit')
})
