import { describe, expect, it } from 'vitest'
import { branchName } from './branch-name.ts'

const name = (title: string, prefix = 'a-parallel') =>
  branchName({ prefix, title, shortId: 'k3x9' })

describe('branchName', () => {
  it.each([
    ['Fix the login page', 'a-parallel/fix-the-login-page-k3x9'],
    ['Ünïcödé: café & straße', 'a-parallel/unicode-cafe-strasse-k3x9'],
    ["Don't break /etc/passwd; rm -rf $(HOME)", 'a-parallel/dont-break-etc-passwd-rm-rf-home-k3x9'],
    ['修复登录页面', 'a-parallel/thread-k3x9'],
    ['Почини вход', 'a-parallel/thread-k3x9'],
    ['', 'a-parallel/thread-k3x9'],
    ['---..lock', 'a-parallel/lock-k3x9'],
    ['🎉', 'a-parallel/thread-k3x9'],
    ['ﬁx Ａ１', 'a-parallel/fix-a1-k3x9'],
  ])('%j gives %s', (title, expected) => {
    expect(name(title)).toBe(expected)
  })

  it('stays within 60 characters and cuts at a word', () => {
    const long = name(
      'Rewrite the whole of the authentication layer so that it can be tested without a browser',
    )
    expect(long).toBe('a-parallel/rewrite-the-whole-of-the-authentication-k3x9')
    expect(name('x'.repeat(500)).length).toBe(60)
  })

  it('takes any prefix', () => {
    expect(name('a', '')).toBe('a-k3x9')
    expect(name('a', '/team//Jürgen/x/')).toBe('team/jurgen/a-k3x9')
    expect(name('a', '-')).toBe('a-k3x9')
  })
})
