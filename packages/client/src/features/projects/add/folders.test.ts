import type { Project } from '@a-parallel/shared'
import { describe, expect, it } from 'vitest'
import {
  cureFor,
  fittingPlaces,
  folderOf,
  fromHome,
  meantPath,
  nameOf,
  recentPlaces,
  shownFolders,
  type Folder,
} from './folders.ts'

const folder = (name: string): Folder => ({
  name,
  path: `/x/${name}`,
  isRepository: false,
  hidden: name.startsWith('.'),
})
const entries = ['.config', 'api', 'app', 'web'].map(folder)
const names = (folders: Folder[]) => folders.map(({ name }) => name)

it('takes a path that was chosen as it is, and one that was typed without the blanks around it', () => {
  expect(meantPath('/srv/two\nlines \n', '/srv')).toBe('/srv/two\nlines \n')
  expect(meantPath(' ~/code ', ' ~/code ')).toBe('~/code')
})

it('shows the folder that a typed path lies in', () => {
  expect(['~/code/we', '~/code/', '~', '/', '/srv', 'code', 'C:\\work\\x'].map(folderOf)).toEqual([
    '~/code',
    '~/code',
    '~',
    '/',
    '/',
    null,
    'C:\\work',
  ])
})

it('names a path by its last part', () => {
  expect([nameOf('/home/ana/web/'), nameOf('~'), nameOf('/')]).toEqual(['web', '~', '/'])
})

it('says a path from the home folder on, and any other as it is', () => {
  const said = (path: string) => fromHome(path, '/home/ana')
  expect(['/home/ana', '/home/ana/web', '/home/anabel/web', '/srv'].map(said)).toEqual([
    '~',
    '~/web',
    '/home/anabel/web',
    '/srv',
  ])
  expect(fromHome(String.raw`C:\Users\ana\web`, String.raw`C:\Users\ana`)).toBe(String.raw`~\web`)
  expect(fromHome('/srv/web', undefined)).toBe('/srv/web')
})

describe('shownFolders', () => {
  it('narrows to what is typed, and shows all when nothing fits', () => {
    expect(names(shownFolders(entries, false, '~/a'))).toEqual(['api', 'app'])
    expect(names(shownFolders(entries, false, '~/'))).toEqual(['api', 'app', 'web'])
    expect(names(shownFolders(entries, false, '~/zzz'))).toEqual(['api', 'app', 'web'])
  })

  it.each([
    ['~/web', ['web', 'web-old', 'my-web', 'cobweb', 'wide-elk-barn']],
    ['~/WB', ['wide-elk-barn', 'web', 'my-web', 'web-old', 'cobweb']],
    ['old', ['web-old']],
  ])('finds %s by its letters, the best first', (typed, found) => {
    const many = ['cobweb', 'my-web', 'other', 'web', 'web-old', 'wide-elk-barn'].map(folder)
    expect(names(shownFolders(many, false, typed))).toEqual(found)
  })

  it('shows hidden ones when wanted, or when a dot is typed', () => {
    expect(names(shownFolders(entries, true, '~/'))).toHaveLength(4)
    expect(names(shownFolders(entries, false, '~/.c'))).toEqual(['.config'])
  })
})

describe('fittingPlaces', () => {
  const repositories = ['/home/ana/work/shop-api', '/home/ana/shop', '/srv/tools'].map((path) => ({
    path,
    touchedAt: '2026-01-01T00:00:00.000Z',
  }))
  const places = (typed: string) =>
    fittingPlaces(repositories, typed, '/home/ana').map(({ said }) => said)

  it.each([
    ['', ['~/work/shop-api', '~/shop', '/srv/tools']],
    ['shop', ['~/shop', '~/work/shop-api']],
    ['spa', ['~/work/shop-api']],
    ['~/wo', ['~/work/shop-api']],
    ['/home/ana/work/', ['~/work/shop-api']],
    ['/srv', ['/srv/tools']],
    ['zzz', []],
  ])('%j', (typed, found) => expect(places(typed)).toEqual(found))
})

it('offers the places of known projects once, newest first', () => {
  const project = (path: string, createdAt: string) => ({ path, createdAt }) as Project
  expect(recentPlaces([project('/a/x', '1'), project('/b/y', '3'), project('/a/z', '2')])).toEqual([
    '/b',
    '/a',
  ])
})

it('gives a command that helps, quoted for a shell', () => {
  expect(cureFor('repository_empty', "/it's here")).toContain(String.raw`cd '/it'\''s here' &&`)
  expect(cureFor('path_missing', '/x')).toBeNull()
})
