import { describe, expect, it } from 'vitest'
import { cloneName, readCloneAddress } from './clone-address.ts'

describe('what is taken', () => {
  it.each([
    ['https://github.com/acme/web.git', 'web'],
    [' https://github.com/acme/web/ ', 'web'],
    ['https://git.example:8443/a/b/c', 'c'],
    ['https://[2001:db8::1]/a.git', 'a'],
    ['ssh://git@github.com/acme/web.git', 'web'],
    ['ssh://github.com:2222/acme/web', 'web'],
    ['git@github.com:acme/web.git', 'web'],
    ['host.example:web', 'web'],
    ['git@host:~ana/läden.git', 'läden'],
    ['git@host:a/.git', 'a'],
    ['git@host:...', 'repository'],
  ])('%j is a remote', (typed, name) => {
    expect(readCloneAddress(typed)).toEqual({ kind: 'remote', address: typed.trim(), name })
  })

  it.each([
    ['/srv/git/web.git', 'web'],
    ['~/code/my shop/', 'my-shop'],
    ['~', 'repository'],
  ])('%j is a folder', (typed, name) => {
    expect(readCloneAddress(typed)).toEqual({ kind: 'folder', address: typed, name })
  })
})

describe('what is refused', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['https://host/a\nb', 'unprintable'],
    ['git@host:a\u0000b', 'unprintable'],
    ['https://host/a\u202Eb', 'unprintable'],
    ['--upload-pack=touch /tmp/x', 'option'],
    ['-u', 'option'],
    ['-cprotocol.ext.allow=always', 'option'],
    ['ext::sh -c touch% /tmp/x', 'shape'],
    ['ext::sh', 'scheme'],
    ['fd::17', 'scheme'],
    ['EXT::x', 'scheme'],
    ['file:///srv/git/web.git', 'scheme'],
    ['FILE:///srv', 'scheme'],
    ['http://host/a', 'scheme'],
    ['git://host/a', 'scheme'],
    ['HTTPS://host/a', 'scheme'],
    ['ext::ssh://host/a', 'scheme'],
    ['ftp://host/a', 'scheme'],
    ['https://ana:secret@host/a', 'credentials'],
    ['https://ghp_token@host/a', 'credentials'],
    ['https://@host/a', 'credentials'],
    ['ssh://ana:secret@host/a', 'credentials'],
    ['ssh://-oProxyCommand=x/a', 'shape'],
    ['ssh://-l@host/a', 'shape'],
    ['-oProxyCommand=x@host:a', 'option'],
    ['git@-oProxyCommand=x:a', 'shape'],
    ['-l@host:a', 'option'],
    ['git@host:-x', 'shape'],
    ['git@host::x', 'scheme'],
    ['ssh://host/-x', 'shape'],
    ['https://host', 'shape'],
    ['https://host/', 'shape'],
    ['https://host/a?b', 'shape'],
    ['https://host/a b', 'shape'],
    [String.raw`C:\code\web`, 'shape'],
    ['./web', 'shape'],
    ['web', 'shape'],
  ])('%j', (typed, fault) => {
    expect(readCloneAddress(typed)).toEqual({ kind: 'refused', fault })
  })
})

it.each(['web', 'my shop', '.dotted', 'läden', 'a..b'])('%j names a folder', (name) => {
  expect(cloneName.test(name)).toBe(true)
})

it.each(['', '.', '..', '-x', 'a/b', String.raw`a\b`, '.git', '.GIT', 'a\nb', 'a\0', 'a\u202Eb'])(
  '%j names none',
  (name) => {
    expect(cloneName.test(name)).toBe(false)
  },
)
