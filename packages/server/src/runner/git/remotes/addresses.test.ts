// Addresses as git itself would use them, and what people may see of them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readSettings } from '../restrict/settings.ts'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { addressesOf, shownAddress, withoutPasswords } from './addresses.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const ours = async (name: string) =>
  addressesOf(await readSettings(repository.git, repository.root), name)
const gits = () => ({
  fetched: git('remote', 'get-url', 'origin'),
  pushed: git('remote', 'get-url', '--push', '--all', 'origin').split('\n'),
})

type Sets = readonly (readonly [key: string, value: string])[]
const url = (value: string) => ['remote.origin.url', value] as const
const pushUrl = (value: string) => ['remote.origin.pushUrl', value] as const
const one = url('https://host.example/a/b.git')

it.each<[string, Sets]>([
  ['one', [one]],
  ['one with a blank and an equals sign', [url('/srv/two words/a=b.git')]],
  ['several', [one, url('ssh://other.example/b.git')]],
  ['another one to push to', [one, pushUrl('ssh://git@host.example/a/b.git')]],
  ['several to push to', [one, pushUrl('/srv/x.git'), pushUrl('../y.git')]],
  ['short ones', [url('h:a/b.git'), ['url.https://host.example/.insteadOf', 'h:']]],
  ['a short one to push to', [one, pushUrl('h:b'), ['url.https://x.example/.insteadOf', 'h:']]],
  [
    'one for pushing',
    [one, ['url.ssh://git@host.example/.pushInsteadOf', 'https://host.example/']],
  ],
  [
    'one for pushing, which a set one to push to is not led by',
    [
      one,
      pushUrl('https://host.example/c.git'),
      ['url.ssh://h/.pushInsteadOf', 'https://host.example/'],
    ],
  ],
  [
    'one for pushing, where the other has none',
    [
      one,
      url('/srv/x.git'),
      ['url.ssh://git@host.example/.pushInsteadOf', 'https://host.example/'],
    ],
  ],
  [
    'one for pushing beside another one for all',
    [
      url('h:b.git'),
      ['url.https://host.example/.insteadOf', 'h:'],
      ['url.ssh://host.example/.pushInsteadOf', 'h:'],
    ],
  ],
  [
    'the longest of short ones',
    [
      one,
      ['url.ssh://short/.insteadOf', 'https://'],
      ['url.ssh://long/.insteadOf', 'https://host.example/a/'],
      ['url.ssh://middle/.insteadOf', 'https://host.example/'],
    ],
  ],
  [
    'the first of equals',
    [one, ['url.ssh://x/.insteadOf', 'https://'], ['url.ssh://y/.insteadOf', 'https://']],
  ],
  ['a short one of nothing', [one, ['url.ssh://x/.insteadOf', '']]],
])('are git’s: %s', async (_, sets) => {
  for (const [key, value] of sets) git('config', '--add', key, value)
  expect(await ours('origin')).toEqual(gits())
  // An address that bears no name stands for the same as a remote that has it alone.
  const [first, ...more] = sets.filter(([key]) => key.startsWith('remote.'))
  if (first && more.length === 0) expect(await ours(first[1])).toEqual(gits())
})

it.each([
  ['https://host.example/a.git', 'https://host.example/a.git'],
  ['https://ana:s3cret@host.example/a.git', 'https://host.example/a.git'],
  ['https://ghp_token@host.example/a.git', 'https://host.example/a.git'],
  ['HTTPS://a:b@c@host.example/a.git', 'HTTPS://host.example/a.git'],
  ['ssh://git@host.example:22/a@b.git', 'ssh://git@host.example:22/a@b.git'],
  ['ssh://git:s3cret@host.example/a.git', 'ssh://git@host.example/a.git'],
  ['git@host.example:a/b.git', 'git@host.example:a/b.git'],
  ['../fork@home.git', '../fork@home.git'],
])('%s is shown as %s', (address, shown) => {
  expect(shownAddress(address)).toBe(shown)
  expect(withoutPasswords(`fatal: '${address}': no`)).toBe(`fatal: '${shown}': no`)
})
