// A branch goes where git itself would push it: to an address that bears no name, as the GitHub CLI sets it for somebody's
// fork, and to all addresses of a remote; and what is told of it is what lies there.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  madeCertificate,
  startHttpsGit,
} from '../../../../../../../test/support/skills/https-git.ts'
import { branchAtRemote } from '../../remotes/branch-remote.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { createGit, type Git } from '../../core.ts'
import { FetchFailed } from '../fetch/outcome.ts'
import { fetchPushed } from '../fetch/pushed.ts'
import { openPlace } from '../place.ts'
import { push, type PushAsk } from './push.ts'
import { remoteOf } from './remote.ts'

let rig: StageRig
let git: Git
beforeEach(async () => {
  rig = await openStageRig({ 'a.txt': 'a\n' })
  git = rig.repository.git
  for (const name of ['origin', 'fork', 'other']) bare(name)
  plain('remote', 'add', 'origin', place('origin'))
  plain('push', '-q', 'origin', 'main')
  commit('work')
})
afterEach(() => rig.repository.remove())

const branch = 'ap/one'
const plain = (...args: string[]) => rig.git(...args)
const place = (name: string) => join(rig.repository.directory, `${name}.git`)
const there = (name: string, ...args: string[]) => rig.repository.plain(args, place(name))
const at = (name: string, ref = branch) => there(name, 'rev-parse', `refs/heads/${ref}`)
const head = () => plain('rev-parse', 'HEAD')
const bare = (name: string) => plain('init', '-q', '--bare', '-b', 'main', place(name))
const set = (key: string, value: string) => plain('config', '--add', key, value)
const ours = (more: Partial<PushAsk> = {}) =>
  push(git, { path: rig.ask.path, trusted: true, over: null, ...more })
const standing = async () => (await rig.list('branch')).state

function commit(name: string): void {
  writeFileSync(rig.file(`${name}.txt`), `${name}\n`)
  plain('add', '-A')
  plain('commit', '-q', '-m', name)
}

/** A commit of somebody else's on the branch there, on top of what lies there. */
function theirs(name: string, ref = branch): string {
  const made = there(
    name,
    'commit-tree',
    '-m',
    `in ${name}`,
    '-p',
    at(name, ref),
    `${at(name, ref)}^{tree}`,
  )
  there(name, 'update-ref', `refs/heads/${ref}`, made)
  return made
}

/** As `gh pr checkout` sets it. */
function checkedOut(address: string, merge = branch): void {
  set(`branch.${branch}.remote`, address)
  set(`branch.${branch}.pushRemote`, address)
  set(`branch.${branch}.merge`, `refs/heads/${merge}`)
}

function refuses(name: string): void {
  mkdirSync(join(place(name), 'hooks'), { recursive: true })
  writeFileSync(join(place(name), 'hooks/pre-receive'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
}

function branchesThere() {
  const names = readdirSync(rig.repository.directory).filter((name) => name.endsWith('.git'))
  const format = '--format=%(refname) %(objectname)'
  return Object.fromEntries(
    names.map((name) => [name, there(name.slice(0, -4), 'for-each-ref', format).split('\n')]),
  )
}

const asUpstream = () => set('push.default', 'upstream')

const arrangements: Record<string, () => void> = {
  'a fork’s branch of the same name': () => checkedOut(place('fork')),
  'a fork’s branch, followed alone': () => {
    set(`branch.${branch}.remote`, place('fork'))
    set(`branch.${branch}.merge`, `refs/heads/${branch}`)
  },
  'a fork’s branch of another name': () => {
    checkedOut(place('fork'), 'fix')
    asUpstream()
  },
  'its own name in a fork, where that is wanted': () => {
    checkedOut(place('fork'), 'fix')
    set('push.default', 'current')
  },
  'a fork for all that is pushed': () => {
    set('remote.pushDefault', place('fork'))
    set(`branch.${branch}.remote`, 'origin')
    set(`branch.${branch}.merge`, 'refs/heads/main')
  },
  'a fork of its own, before one for all': () => {
    set('remote.pushDefault', 'origin')
    set(`branch.${branch}.pushRemote`, place('fork'))
  },
  'a remote of its own, before a fork for all': () => {
    set('remote.pushDefault', place('fork'))
    set(`branch.${branch}.pushRemote`, 'origin')
  },
  'an address that is a short one': () => {
    set(`url.${rig.repository.directory}/.insteadOf`, 'gh:')
    checkedOut('gh:fork.git')
  },
  'an address that is a short one without a colon': () => {
    set(`url.${rig.repository.directory}/.insteadOf`, 'forks/')
    checkedOut('forks/fork.git')
  },
  'an address that is another one for pushing': () => {
    set(`url.${place('other')}.pushInsteadOf`, place('fork'))
    checkedOut(place('fork'))
  },
  'an address from the top of the checkout': () => checkedOut('../../fork.git'),
  'a remote of several addresses': () => {
    plain('remote', 'set-url', '--add', 'origin', place('fork'))
    set('push.default', 'current')
  },
  'a remote of several addresses to push to': () => {
    for (const name of ['fork', 'other']) set('remote.origin.pushUrl', place(name))
    set('push.default', 'current')
  },
}

it.each(Object.entries(arrangements))('goes where plain git’s does: %s', async (_, arrange) => {
  arrange()
  const before = branchesThere()
  expect(await ours()).toMatchObject({ kind: 'pushed', commit: head(), current: false })
  const after = branchesThere()
  expect(after).not.toEqual(before)
  for (const [name, lines] of Object.entries(after))
    for (const line of lines.filter((one) => one !== '' && !before[name]?.includes(one)))
      there(name.slice(0, -4), 'update-ref', '-d', line.split(' ')[0] ?? '')
  expect(branchesThere()).toEqual(before)
  plain('push', '-q')
  expect(branchesThere()).toEqual(after)
})

describe('at an address', () => {
  it('is called as it is followed where git would not choose, and what leads there stays as it is set', async () => {
    checkedOut(place('fork'), 'fix')
    expect(() => plain('push')).toThrow('does not match')
    const settings = () => plain('config', '--local', '--list')
    const before = settings()
    expect(await ours()).toMatchObject({ kind: 'pushed', upstream: `${place('fork')}#fix` })
    expect([at('fork', 'fix'), settings()]).toEqual([head(), before])
    expect(there('origin', 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
    expect(await ours()).toMatchObject({ kind: 'pushed', current: true })
  })

  it('is known as far as it was seen there', async () => {
    checkedOut(place('fork'), 'fix')
    const told = async () => {
      const { commits } = await rig.review.commits({ ...rig.ask, limit: 9, from: 0 })
      const { upstream, remotes } = await standing()
      const ask = { cwd: rig.ask.path, branch: null, base: 'main' }
      const { remote, unpushed } = await branchAtRemote(git, ask)
      return { upstream, remotes, remote, unpushed, pushed: commits.map((one) => one.pushed) }
    }
    const address = place('fork')
    const remote = { name: address, urls: [address], branch: 'fix', near: 'origin' }
    const name = `${address}#fix`
    const always = { remotes: [address, 'origin'], remote }
    expect(await told()).toEqual({ ...always, upstream: null, unpushed: null, pushed: [false] })
    await ours()
    const here = { name, gone: false, ahead: 0, behind: 0 }
    expect(await told()).toEqual({ ...always, upstream: here, unpushed: 0, pushed: [true] })
    theirs('fork', 'fix')
    commit('more')
    const ahead = { ...here, ahead: 1 }
    const pushed = [false, true]
    expect(await told()).toEqual({ ...always, upstream: ahead, unpushed: 1, pushed })
    await ours()
    const parted = { ...ahead, behind: 1 }
    expect(await told()).toEqual({ ...always, upstream: parted, unpushed: 1, pushed })
  })

  it('says what somebody pushed there, takes it in, and overwrites that alone', async () => {
    checkedOut(place('fork'), 'fix')
    await ours()
    const other = theirs('fork', 'fix')
    commit('mine')
    const meets = { kind: 'refused', remote: place('fork'), branch: 'fix' }
    const behind = { reason: 'behind', there: { commit: other, ahead: 1 } }
    expect(await ours()).toMatchObject({ ...meets, ...behind, taken: [], missing: [] })
    expect(await ours({ over: head() })).toMatchObject({ ...meets, reason: 'stale' })
    expect(at('fork', 'fix')).toBe(other)
    const run = await openPlace(git, { path: rig.ask.path, trusted: true })
    const remote = await remoteOf(run, branch)
    expect(remote && (await fetchPushed(git, run, { remote, trusted: true }))).toBe(true)
    expect(plain('rev-parse', remote?.tracking ?? '')).toBe(other)
    expect(await ours({ over: other })).toMatchObject({ kind: 'pushed' })
    expect(at('fork', 'fix')).toBe(head())
  })

  it.each([
    [false, () => place('fork'), 'untrusted'],
    [true, () => `ext::git %s ${place('fork')}`, 'other'],
    [true, () => 'fd::17', 'other'],
    [true, () => '/nowhere.git', 'no-repository'],
    [true, () => 'http://ana:s3cret@127.0.0.1:1/x.git', 'unreachable'],
    [true, () => '-oProxyCommand=x:y', 'other'],
  ])('trusted %s, it is refused as what it is: %#', async (trusted, address, reason) => {
    checkedOut(address())
    const outcome = await ours({ trusted })
    expect(outcome).toMatchObject({ kind: 'refused', reason })
    expect(JSON.stringify(outcome)).not.toContain('s3cret')
    expect(await standing()).toMatchObject({ upstream: null })
    expect(there('origin', 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
  })
})

it('is told of the branch that it is pushed to, whatever it follows', async () => {
  const follows = () => plain('branch', '-q', '--set-upstream-to=origin/main')
  follows()
  expect((await standing()).upstream).toBeNull()
  await ours()
  follows()
  commit('more')
  const name = `origin/${branch}`
  expect((await standing()).upstream).toEqual({ name, gone: false, ahead: 1, behind: 0 })
})

it('is told by git’s own note of it, whatever that is called', async () => {
  plain('config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/noted/*')
  await ours()
  commit('more')
  const upstream = { name: `noted/${branch}`, gone: false, ahead: 1, behind: 0 }
  expect((await standing()).upstream).toEqual(upstream)
  const { commits } = await rig.review.commits({ ...rig.ask, limit: 9, from: 0 })
  expect(commits.map((one) => one.pushed)).toEqual([false, true])
})

describe('at several addresses', () => {
  const toAll = (...addresses: string[]) => {
    for (const address of addresses) set('remote.origin.pushUrl', address)
  }

  it('is pushed once all of them have it, and told of as that', async () => {
    toAll(place('origin'), place('fork'), place('other'))
    refuses('fork')
    const some = {
      kind: 'refused',
      reason: 'hook',
      remote: place('fork'),
      taken: [place('origin'), place('other')],
      missing: [place('fork')],
    }
    expect(await ours()).toMatchObject(some)
    expect([at('origin'), at('other')]).toEqual([head(), head()])
    expect((await standing()).upstream).toBeNull()
    writeFileSync(join(place('fork'), 'hooks/pre-receive'), '#!/bin/sh\nexit 0\n')
    expect(await ours()).toMatchObject({
      kind: 'pushed',
      upstream: `origin/${branch}`,
      current: false,
    })
    expect(at('fork')).toBe(head())
    expect((await standing()).upstream).toMatchObject({ name: `origin/${branch}`, ahead: 0 })
    expect(plain('rev-parse', '--abbrev-ref', '@{upstream}')).toBe(`origin/${branch}`)
    commit('more')
    refuses('fork')
    expect(await ours()).toMatchObject(some)
    expect((await standing()).upstream).toMatchObject({ ahead: 1 })
  })

  it('goes to the others where one cannot be reached', async () => {
    toAll('/nowhere.git', place('fork'))
    const taken = [place('fork')]
    const outcome = { kind: 'refused', reason: 'no-repository', taken, missing: ['/nowhere.git'] }
    expect(await ours()).toMatchObject(outcome)
    expect(at('fork')).toBe(head())
    const run = await openPlace(git, { path: rig.ask.path, trusted: true })
    const remote = await remoteOf(run, branch)
    if (remote === null) throw new Error('no remote')
    const take = () => fetchPushed(git, run, { remote, trusted: true })
    await expect(take()).rejects.toBeInstanceOf(FetchFailed)
    const other = theirs('fork')
    expect(await take()).toBe(true)
    expect(plain('rev-parse', `origin/${branch}`)).toBe(other)
  })

  it('tells what lies at the one that refused, and takes in what each has', async () => {
    toAll(place('origin'), place('fork'), place('other'))
    await ours()
    const others = [theirs('fork'), theirs('other')]
    commit('mine')
    const refused = await ours()
    expect(refused).toMatchObject({
      reason: 'behind',
      remote: place('fork'),
      there: { commit: others[0], ahead: 1 },
      taken: [place('origin')],
    })
    const run = await openPlace(git, { path: rig.ask.path, trusted: true })
    for (const other of others) {
      const remote = await remoteOf(run, branch)
      if (remote) await fetchPushed(git, run, { remote, trusted: true })
      expect(plain('rev-parse', `origin/${branch}`)).toBe(other)
      plain('merge', '-q', '--no-edit', other)
    }
    expect(await ours()).toMatchObject({ kind: 'pushed' })
    expect([at('origin'), at('fork'), at('other')]).toEqual([head(), head(), head()])
  })

  it('overwrites what was looked at where that lies, and nothing that another one has', async () => {
    toAll(place('fork'), place('other'))
    await ours()
    const [one, two] = [theirs('fork'), theirs('other')]
    commit('mine')
    const stale = { reason: 'stale', remote: place('other'), taken: [place('fork')] }
    expect(await ours({ over: one })).toMatchObject({ ...stale, there: { commit: two, ahead: 1 } })
    expect([at('fork'), at('other')]).toEqual([head(), two])
    expect(await ours({ over: two })).toMatchObject({ kind: 'pushed' })
  })

  it('goes the way that is set for the remote', async () => {
    toAll(place('fork'), place('other'))
    const program = join(rig.repository.directory, 'receives')
    writeFileSync(program, `#!/bin/sh\ntouch '${program}.ran'\nexec git-receive-pack "$@"\n`, {
      mode: 0o755,
    })
    set('remote.origin.receivepack', program)
    expect(await ours()).toMatchObject({ kind: 'pushed' })
    expect(readdirSync(rig.repository.directory)).toContain('receives.ran')
  })

  it('goes with the token of each one’s host', async () => {
    const { directory, environment } = rig.repository
    const certificate = madeCertificate(directory, 'one.localhost', 'two.localhost')
    for (const name of ['fork', 'other']) there(name, 'config', 'http.receivepack', 'true')
    git = createGit({ environment: { ...environment, GIT_SSL_CAINFO: certificate } })
    const host = await startHttpsGit(directory, certificate, { login: 'ana:s3cret' })
    const address = (name: string, path: string) =>
      `${host.origin.replace('localhost', `${name}.localhost`)}/${path}.git`
    toAll(address('one', 'fork'), address('two', 'other'))
    const tokenOf = (...hosts: string[]) => ({
      credentialFor: (name: string) =>
        Promise.resolve(hosts.includes(name) ? { login: 'ana', token: 's3cret' } : null),
    })
    try {
      const part = { reason: 'signed-out', taken: [address('two', 'other')] }
      expect(await ours(tokenOf('two.localhost'))).toMatchObject(part)
      expect((await standing()).upstream).toBeNull()
      const both = tokenOf('one.localhost', 'two.localhost')
      expect(await ours(both)).toMatchObject({ kind: 'pushed', login: 'ana' })
      expect([at('fork'), at('other')]).toEqual([head(), head()])
      expect((await standing()).upstream).toMatchObject({ ahead: 0 })
    } finally {
      await host.close()
    }
  })
})
