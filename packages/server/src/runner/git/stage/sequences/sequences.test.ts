// Any sequence of staging, unstaging, reverting and bringing back, with somebody who writes in between: each act changes what
// it names and nothing else, a refused one nothing at all, and index, files and what is kept hold every earlier byte.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openStageRig, type StageRig } from '../stage-rig.ts'
import { openSources, type Held, type Sources } from './sources.ts'
import { perform, step, type Act, type Done, type Step } from './drawn-steps.ts'
import { committed, doWrite, put, write, type Content, type Write } from './drawn-writes.ts'
import { isMadeOf, openLedger } from './ledger.ts'

interface Scene {
  committed: { name: string; content: Content }[]
  converts: boolean
  writes: Write[]
}

const scene: fc.Arbitrary<Scene> = fc.record({
  committed,
  converts: fc.nat({ max: 4 }).map((at) => at === 0),
  writes: fc.array(write, { minLength: 2, maxLength: 10 }),
})

async function openScene({ committed: files, converts, writes }: Scene): Promise<StageRig> {
  const rig = await openStageRig({ '.gitignore': 'dist\n' })
  for (const { name, content } of files) put(rig, name, content)
  rig.git('add', '-f', '-A', '.')
  rig.git('commit', '-q', '--allow-empty', '-m', 'second')
  if (converts) rig.git('config', 'core.autocrlf', 'true')
  for (const each of writes) doWrite(rig, each)
  return rig
}

/** What lay in the checkout before an act, by the name of what it kept. */
type Before = Map<string, Held>

async function runSequence(drawn: Scene, steps: readonly Step[]): Promise<void> {
  const rig = await openScene(drawn)
  try {
    const look = openSources(rig)
    const ledger = openLedger(look, drawn.converts)
    const before: Before = new Map()
    for (const each of steps) {
      if (each.act === 'write') {
        doWrite(rig, each.write)
        ledger.forgive()
        continue
      }
      ledger.owe()
      const seen = look()
      const done = await perform(rig, each)
      if (!done) continue
      const now = look()
      if (done.refused) {
        expect(refusals, `${String(done.refused)} of ${JSON.stringify(done.files)}`).toContain(
          done.refused.code,
        )
        expect(now).toEqual(seen)
        continue
      }
      expectOthersLeftAlone(each, done, { seen, now })
      if (each.act === 'restore') expectBack(done, before, now)
      else if (done.isPart) expectMadeOfBoth(each, done, { seen, now, converts: drawn.converts })
      else if (!drawn.converts) expectAsOther(each, done, { seen, now })
      if (done.kept) before.set(done.kept.id, seen.files)
      expect(ledger.missing()).toEqual([])
    }
    // What is kept is held by more than luck.
    rig.git('gc', '-q', '--prune=now')
    expect(rig.git('fsck', '--no-dangling', '--no-progress')).toBe('')
    expect(ledger.missing()).toEqual([])
  } finally {
    rig.repository.remove()
  }
}

/** A folder lies where a file is to be. */
const refusals = ['in_the_way']

interface Looks {
  seen: Sources
  now: Sources
}

function expectOthersLeftAlone({ act }: Act, done: Done, { seen, now }: Looks): void {
  const meant = done.from
    ? done.from.paths
    : done.files.flatMap(({ path, from }) => (from === null ? [path] : [path, from]))
  // What lies above or below these goes where a file comes in the place of a folder, or the other way round.
  const isNear = (path: string) =>
    meant.some((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`))
  const others = (held: Held) => [...held].filter(([path]) => !isNear(path))
  expect(others(now.index)).toEqual(others(seen.index))
  expect(others(now.files)).toEqual(others(seen.files))
  if (act === 'stage' || act === 'unstage') expect(now.files).toEqual(seen.files)
  else {
    const intended = act === 'revert' ? done.files.filter(({ kind }) => isNew(kind)) : []
    const stays = (entry: string) => !intended.some(({ path }) => named(entry) === path)
    expect(now.entries.filter(stays)).toEqual(seen.entries.filter(stays))
  }
  expect(now.kept).toEqual(expect.arrayContaining([...seen.kept]))
}

const isNew = (kind: string) => ['untracked', 'added', 'renamed'].includes(kind)
const named = (entry: string) => Buffer.from(entry.replace(/^[^\t]*\t/, ''), 'latin1').toString()

/** A file as a whole is what the other side holds of it. */
function expectAsOther({ act }: Act, { files }: Done, { seen, now }: Looks): void {
  for (const { path, from, kind } of files) {
    for (const one of from === null ? [path] : [path, from]) {
      if (act === 'stage') expect(now.index.get(one), one).toBe(now.files.get(one))
      else if (act === 'unstage') expect(now.index.get(one), one).toBe(now.committed.get(one))
      else {
        const goes = one === path && isNew(kind)
        expect(now.files.get(one), one).toBe(goes ? undefined : seen.index.get(one))
      }
    }
  }
}

/** Of some lines of a file both sides are left, and something has changed. */
function expectMadeOfBoth(
  { act }: Act,
  { files }: Done,
  { seen, now, converts }: Looks & { converts: boolean },
): void {
  for (const { path, from } of files) {
    const side = act === 'revert' ? 'files' : 'index'
    const made = now[side].get(path)
    expect(made, path).not.toBe(seen[side].get(path))
    if (converts) continue
    const base = act === 'unstage' ? seen.committed : seen.index
    const changed = act === 'unstage' ? seen.index : seen.files
    const [one, other] = [base.get(from ?? path), changed.get(path)].map(bytesOf)
    expect(isMadeOf(bytesOf(made), one ?? '', other ?? ''), path).toBe(true)
  }
}

const bytesOf = (what = '') => what.replace(/^\d+ /, '')

function expectBack({ from }: Done, before: Before, now: Sources): void {
  if (!from) return
  const was = before.get(from.id)
  const held = now.kept.find(({ ref }) => ref.endsWith(`/${from.id}`))?.held
  for (const path of from.paths) expect(now.files.get(path), path).toBe((was ?? held)?.get(path))
}

const isLong = process.env['A_PARALLEL_TEST'] === 'long'
const fixed = [200, 201, 202, 203, 204, 205, 206, 207]
const drawnAnew = () => Array.from({ length: 40 }, () => Math.floor(Math.random() * 2 ** 31))
const seeds = isLong ? drawnAnew() : fixed

it.each(seeds)(
  'any sequence leaves every earlier byte: seed %i',
  async (seed) => {
    const steps = fc.array(step, { minLength: 4, maxLength: 14 })
    await fc.assert(fc.asyncProperty(scene, steps, runSequence), {
      seed,
      numRuns: 8,
      endOnFailure: true,
    })
  },
  300_000,
)
