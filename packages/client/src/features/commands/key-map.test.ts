import { expect, it } from 'vitest'
import { commandOf } from './bindings.ts'
import { readKeyMap, writeKeyMap } from './key-map.ts'

const file = (keys: object) => JSON.stringify({ format: 'a-parallel keys', version: 1, keys })

it('comes back as it was written', () => {
  const bindings = { sidebar: ['Alt+B'], inbox: ['G X', 'Alt+I'], theme: [] }
  expect(readKeyMap(writeKeyMap(bindings))).toEqual({ bindings, faults: [] })
  expect(readKeyMap(writeKeyMap({ ...bindings, nothing: ['Alt+Q'] }))?.bindings).toEqual(bindings)
})

it.each(['', 'null', '7', '[]', '{"keys":{}}', '{"format":"a-parallel keys","keys":[]}'])(
  '%s is no file of keys',
  (text) => expect(readKeyMap(text)).toBeNull(),
)

it('leaves out what nobody can have, and says so', () => {
  const read = readKeyMap(
    file({ fly: ['Alt+F'], sidebar: ['Mod+T', 'nonsense', 7, 'Alt+B'], theme: 'Alt+T' }),
  )
  expect(read?.bindings).toEqual({ sidebar: ['Alt+B'] })
  expect(read?.faults).toEqual([
    { why: 'command', name: 'fly' },
    { why: 'chord', id: 'sidebar', chord: 'Mod+T' },
    { why: 'chord', id: 'sidebar', chord: 'nonsense' },
    { why: 'chord', id: 'sidebar', chord: '7' },
    { why: 'command', name: 'theme' },
  ])
})

it('gives keys to one command only: the first of the file, before any that it does not name', () => {
  const read = readKeyMap(file({ theme: ['Mod+J'], sidebar: ['Mod+J', 'Alt+B'] }))
  expect(read?.faults).toEqual([
    { why: 'twice', id: 'sidebar', other: 'theme', chord: 'Mod+J' },
    { why: 'taken', id: 'theme', other: 'nextNeed', chord: 'Mod+J' },
  ])
  expect(read?.bindings).toEqual({ theme: ['Mod+J'], sidebar: ['Alt+B'], nextNeed: [] })
  expect(commandOf('Mod+J', read!.bindings)).toBe('theme')
})
