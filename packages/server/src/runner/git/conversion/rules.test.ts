// Wherever somebody may say that git is to convert files, it is seen, and what says nothing of it costs nothing.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSettings } from '../restrict/settings.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { readRules } from './rules.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const rules = () => {
  const { environment, git, root: path } = repository
  const person = { environment, read: (...at: [string, string?]) => readSettings(git, ...at) }
  return readRules(person, {
    path,
    attributes: ['.gitattributes', 'in/.gitattributes'],
    emptied: [],
  })
}
const put = (place: string, text: string) => {
  const file = join(repository.directory, place)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
const set = (key: string, value: string) => repository.plain(['config', '--global', key, value])

const nothing: Record<string, () => void> = {
  'nobody says anything': () => undefined,
  'attributes are of other things': () =>
    put('repository/.gitattributes', '*.png binary\n*.lock -diff linguist-generated\n'),
  'a filter is only there': () => void set('filter.lfs.clean', 'git-lfs clean -- %f'),
  'the setting is off': () => void set('core.autocrlf', 'False'),
  'ends are set of what nobody calls text': () => void set('core.eol', 'crlf'),
}

it.each(Object.entries(nothing))('nothing is converted where %s', async (_, say) => {
  say()
  expect(await rules()).toMatchObject({ convert: false, outwards: false, mark: 'none' })
})

const inwards: Record<string, () => void> = {
  'the checkout': () => put('repository/.gitattributes', '* text=auto\n*.sh eol=lf\n'),
  'a folder of it': () => put('repository/in/.gitattributes', '* text\n'),
  'a setting': () => void set('core.autocrlf', 'input'),
}
const outwards: Record<string, () => void> = {
  'a setting that is on': () => void set('core.autocrlf', 'true'),
  'a setting that stands alone': () => put('home/.gitconfig', '[core]\nautocrlf\n'),
  'the repository for itself': () => put('repository/.git/info/attributes', '* ident\n'),
  'the person’s usual place': () => put('home/.config/git/attributes', '*.bat text eol=crlf\n'),
  'the person’s own place'() {
    set('core.attributesFile', '~/own')
    put('home/own', '*.txt working-tree-encoding=UTF-16\n')
  },
  'what is too much to be read': () => put('repository/.gitattributes', '# '.repeat(1 << 20)),
}
const ways = [
  ...Object.entries(inwards).map(([where, say]) => [where, say, false] as const),
  ...Object.entries(outwards).map(([where, say]) => [where, say, true] as const),
]

it.each(ways)('is told by %s', async (_, say, out) => {
  say()
  const told = await rules()
  expect(told).toMatchObject({ convert: true, outwards: out })
  expect(await rules()).toEqual(told)
  put('repository/.gitattributes', '*.x filter=x\n')
  const other = await rules()
  expect(other.mark).not.toBe(told.mark)
  set('filter.x.clean', 'cat')
  expect((await rules()).mark).not.toBe(other.mark)
})
