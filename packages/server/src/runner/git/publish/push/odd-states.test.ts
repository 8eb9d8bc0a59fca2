// Pushes from and to what is in an odd state: branches here and there end up as plain git would have left them, or the push
// is refused with its reason. Nothing is forced, and the checkout stays as it is.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { inConflict, midRebase, movedSubmodule, unborn } from '../../stage/odd-scenes.ts'
import { filesIn } from '../../stage/plain-rig.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { push, type PushAsk } from './push.ts'

let rig: StageRig
/** Of the checkout that is pushed from. */
let path: string

afterEach(() => rig.repository.remove())

const branch = 'ap/one'
const ref = `refs/heads/${branch}`
const plain = (...args: string[]) => rig.repository.plain(args, path)
const place = (name: string) => join(rig.repository.directory, name)
const head = () => plain('rev-parse', 'HEAD')
const at = (bare: string, name = branch) =>
  rig.repository.plain(['rev-parse', `refs/heads/${name}`], place(bare))

async function open(): Promise<void> {
  rig = await openStageRig({ 'a.txt': 'a\n', 'run.sh': '#!/bin/sh\n' })
  path = rig.ask.path
  makeBare('origin.git')
  plain('remote', 'add', 'origin', place('origin.git'))
  plain('push', '-q', 'origin', 'main')
  commit('work')
}

function makeBare(name: string): void {
  rig.repository.plain(['init', '-q', '--bare', '-b', 'main', place(name)])
}

function commit(name: string): void {
  writeFileSync(join(path, `${name}.txt`), `${name}\n`)
  plain('add', '-A')
  plain('commit', '-q', '-m', name)
}

/** A commit of somebody else's on the branch there, on top of what lies there or of nothing. */
function theirs(bare: string, name = branch, onTop = true): string {
  const there = (...args: string[]) => rig.repository.plain(args, place(bare))
  const base = plain('rev-parse', 'main')
  const parent = onTop ? ['-p', at(bare, name)] : []
  const made = there('commit-tree', '-m', `theirs in ${bare}`, ...parent, `${base}^{tree}`)
  there('update-ref', `refs/heads/${name}`, made)
  return made
}

function hook(bare: string, name: string, script: string): void {
  mkdirSync(join(place(bare), 'hooks'), { recursive: true })
  writeFileSync(join(place(bare), 'hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

const refsIn = (folder: string) =>
  rig.repository.plain(['for-each-ref', '--format=%(refname) %(objectname)'], folder).split('\n')

/** All branches and tags, here and there, and the checkout. */
function standing() {
  const bares = readdirSync(rig.repository.directory).filter((name) => name.endsWith('.git'))
  return {
    there: Object.fromEntries(bares.map((name) => [name, refsIn(place(name))])),
    here: refsIn(path),
    settings: plain('config', '--local', '--list'),
    index: rig.repository.exact(['ls-files', '--stage', '-z'], path),
    files: filesIn(path),
  }
}

/** How all would stand after this, done by plain git; and whether that refuses. All is as before then. */
function rehearsed(args: readonly string[]) {
  const { directory, environment } = rig.repository
  const saved = mkdtempSync(join(tmpdir(), 'a-parallel-saved-'))
  const copy = (from: string, to: string) =>
    cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  copy(directory, saved)
  let refused = false
  try {
    execFileSync('git', args, { cwd: path, env: environment, stdio: 'pipe' })
  } catch {
    refused = true
  }
  const stand = standing()
  rmSync(directory, { recursive: true })
  copy(saved, directory)
  rmSync(saved, { recursive: true })
  return { refused, stand }
}

const ours = (more: Partial<PushAsk> = {}) =>
  push(rig.repository.git, { path, trusted: true, over: null, ...more })

interface State {
  arrange: () => void
  /** What plain git is told besides. */
  options?: readonly string[]
  /** In the place of `origin`. */
  remote?: string
}

const goes: Record<string, State> = {
  'a branch that is new there': { arrange: () => undefined },
  'a merge in conflict': { arrange: () => inConflict(rig) },
  'a submodule whose commit no remote has': {
    arrange() {
      movedSubmodule(rig)
      plain('add', 'sub')
      plain('commit', '-q', '-m', 'moved')
    },
  },
  'a submodule that is to be pushed along': {
    arrange() {
      movedSubmodule(rig)
      plain('add', 'sub')
      plain('commit', '-q', '-m', 'moved')
      plain('config', 'push.recurseSubmodules', 'on-demand')
    },
    options: ['--recurse-submodules=no'],
  },
  'a clone that is not whole': {
    arrange() {
      plain('push', '-q', 'origin', branch)
      const from = `file://${place('origin.git')}`
      rig.repository.plain(['clone', '-q', '--depth', '1', '-b', branch, from, place('shallow')])
      path = place('shallow')
      commit('more')
    },
  },
  'a tag of the same name, here and there': {
    arrange() {
      plain('tag', branch, 'main')
      plain('push', '-q', 'origin', `refs/tags/${branch}`)
    },
  },
  'a branch that was deleted there': {
    arrange() {
      plain('push', '-q', '-u', 'origin', branch)
      rig.repository.plain(['update-ref', '-d', ref], place('origin.git'))
      commit('more')
    },
  },
  'a branch that is there already, and known to us as an older one': {
    arrange() {
      plain('push', '-q', '-u', 'origin', branch)
      commit('more')
      plain('push', '-q', place('origin.git'), branch)
    },
  },
  'an address to push to that is another one': {
    arrange() {
      makeBare('push.git')
      plain('config', 'remote.origin.pushUrl', place('push.git'))
    },
  },
  'several addresses to push to': {
    arrange() {
      for (const name of ['one.git', 'two.git']) {
        makeBare(name)
        plain('config', '--add', 'remote.origin.pushUrl', place(name))
      }
    },
  },
  'an address that is a short one': {
    arrange() {
      plain('config', `url.${rig.repository.directory}/.insteadOf`, 'short:')
      plain('remote', 'set-url', 'origin', 'short:origin.git')
    },
  },
  'an address that is another one for pushing': {
    arrange() {
      makeBare('push.git')
      plain('config', `url.${place('push.git')}.pushInsteadOf`, place('origin.git'))
    },
  },
  'a remote of its own to push to': {
    remote: 'up/stream',
    arrange() {
      makeBare('up.git')
      plain('remote', 'add', 'up/stream', place('up.git'))
      plain('config', `branch.${branch}.remote`, 'origin')
      plain('config', 'remote.pushDefault', 'up/stream')
    },
  },
  'tags that are to follow': {
    arrange() {
      plain('tag', '-a', '-m', 'v1', 'v1')
      plain('config', 'push.followTags', 'true')
    },
    options: ['--no-follow-tags'],
  },
  ...Object.fromEntries(
    ['nothing', 'matching', 'upstream', 'simple', 'current'].map((value): [string, State] => [
      `push.default as ${value}, and an upstream of another name`,
      {
        arrange() {
          plain('branch', '-q', '--set-upstream-to=origin/main')
          plain('config', 'push.default', value)
          plain('update-ref', 'refs/heads/main', 'HEAD')
        },
      },
    ]),
  ),
  'what is to be pushed set to all, by force': {
    arrange() {
      theirs('origin.git', 'main')
      plain('config', 'remote.origin.push', '+refs/heads/*:refs/heads/*')
    },
  },
}

it.each(Object.entries(goes))('goes as plain git’s does: %s', async (_, state) => {
  await open()
  state.arrange()
  const { options = [], remote = 'origin' } = state
  const args = ['push', '-q', '--set-upstream', ...options, remote, `${ref}:${ref}`]
  const { refused, stand } = rehearsed(args)
  expect(refused).toBe(false)
  expect(await ours()).toMatchObject({
    kind: 'pushed',
    upstream: `${remote}/${branch}`,
    commit: head(),
    login: null,
  })
  expect(standing()).toEqual(stand)
})

interface Refusal extends State {
  expected: () => Record<string, unknown>
  /** What plain git is told in the place of all. */
  plain?: readonly string[]
  /** What lies there was fetched. */
  fetched?: boolean
  /** Git notes it as pushed once one of several has it; we do not. */
  partly?: boolean
}

const refused = (reason: string, there: unknown = null) => ({ kind: 'refused', reason, there })
let other = ''

const refusals: Record<string, Refusal> = {
  'an unborn branch': {
    arrange: () => unborn(rig, 'a.txt', 'first\n'),
    plain: ['push', 'origin', 'HEAD'],
    expected: () => ({ kind: 'no-commits' }),
  },
  'a branch that was deleted under the checkout': {
    arrange: () => plain('update-ref', '-d', ref),
    expected: () => ({ kind: 'no-commits' }),
  },
  'a detached head': {
    arrange: () => plain('checkout', '-q', '--detach'),
    plain: ['push', 'origin'],
    expected: () => ({ kind: 'detached' }),
  },
  'the middle of a rebase': {
    arrange: () => midRebase(rig),
    plain: ['push', 'origin'],
    expected: () => ({ kind: 'detached' }),
  },
  'commits there that are not here': {
    arrange() {
      plain('push', '-q', '-u', 'origin', branch)
      other = theirs('origin.git')
      commit('mine')
    },
    fetched: true,
    expected: () => refused('behind', { commit: other, ahead: 1, theirs: 1 }),
  },
  'commits there that a setting would push over': {
    arrange() {
      plain('push', '-q', '-u', 'origin', branch)
      other = theirs('origin.git')
      commit('mine')
      plain('config', 'remote.origin.push', `+${ref}:${ref}`)
    },
    fetched: true,
    expected: () => refused('behind', { commit: other, ahead: 1, theirs: 1 }),
  },
  'another history there': {
    arrange: () => void (other = theirs('origin.git', branch, false)),
    fetched: true,
    expected: () => refused('behind', { commit: other, ahead: 1, theirs: 1 }),
  },
  'a commit that was amended behind its push': {
    arrange() {
      plain('push', '-q', '-u', 'origin', branch)
      other = head()
      plain('commit', '-q', '--amend', '-m', 'reworded')
    },
    fetched: true,
    expected: () => refused('behind', { commit: other, ahead: 1, theirs: 0 }),
  },
  'a branch there in whose folder it would lie': {
    arrange: () => plain('push', '-q', 'origin', 'main:ap'),
    expected: () => refused('other'),
  },
  'a hook there that takes nothing': {
    arrange: () => hook('origin.git', 'pre-receive', 'echo no >&2; exit 1'),
    expected: () => refused('hook'),
  },
  'a hook there that does not take this branch': {
    arrange: () => hook('origin.git', 'update', 'echo no >&2; exit 1'),
    expected: () => refused('hook'),
  },
  'a checkout there of that branch': {
    arrange() {
      plain('push', '-q', 'origin', branch)
      rig.repository.plain(['clone', '-q', '-b', branch, place('origin.git'), place('theirs.git')])
      plain('remote', 'set-url', 'origin', place('theirs.git'))
      commit('more')
    },
    expected: () => refused('checked-out'),
  },
  'a remote that is a mirror of all': {
    arrange() {
      plain('push', '-q', 'origin', 'main:aside')
      plain('config', 'remote.origin.mirror', 'true')
    },
    expected: () => refused('other'),
  },
  'several addresses to push to, of which one does not take it': {
    arrange() {
      for (const name of ['one.git', 'two.git', 'three.git']) {
        makeBare(name)
        plain('config', '--add', 'remote.origin.pushUrl', place(name))
      }
      hook('two.git', 'pre-receive', 'exit 1')
    },
    partly: true,
    expected: () => refused('hook'),
  },
}

it.each(Object.entries(refusals))('is refused as plain git’s is: %s', async (_, state) => {
  await open()
  state.arrange()
  const before = standing()
  const args = state.plain ?? ['push', '-q', '--set-upstream', 'origin', `${ref}:${ref}`]
  const rehearsal = rehearsed(args)
  expect(rehearsal.refused).toBe(true)
  expect(await ours()).toMatchObject(state.expected())
  const after = standing()
  const branches = ({ here }: typeof before) =>
    here.filter((line) => line.startsWith('refs/heads/'))
  expect(after.there).toEqual(rehearsal.stand.there)
  expect([after.files, after.index]).toEqual([before.files, before.index])
  expect(branches(after)).toEqual(branches(before))
  if (!state.fetched) expect(after.here).toEqual((state.partly ? before : rehearsal.stand).here)
})

it('tells what lies where it is pushed to, and overwrites that alone, also where it is fetched from elsewhere', async () => {
  await open()
  makeBare('push.git')
  plain('push', '-q', 'origin', branch)
  const fetched = theirs('origin.git')
  plain('config', 'remote.origin.pushUrl', place('push.git'))
  plain('push', '-q', 'origin', branch)
  other = theirs('push.git')
  commit('mine')
  expect(await ours()).toMatchObject(refused('behind', { commit: other, ahead: 1, theirs: 1 }))
  expect(await ours({ over: fetched })).toMatchObject({ kind: 'refused', reason: 'stale' })
  expect([at('origin.git'), at('push.git')]).toEqual([fetched, other])
  expect(await ours({ over: other })).toMatchObject({ kind: 'pushed' })
  expect([at('origin.git'), at('push.git')]).toEqual([fetched, head()])
})
