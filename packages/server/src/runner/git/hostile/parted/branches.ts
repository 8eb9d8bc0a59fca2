// Branches that have parted from their base, one cleanly and one in conflict, and all that brings them together again. For
// tests only.
import type { ThreadId } from '@a-parallel/shared'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { BranchAsk, Publishing } from '../../../publish-port.ts'
import { committed, filtered, inCheckout, keeping, unharmedly, type Scene } from '../scene.ts'
import type { Place } from '../steps.ts'

const lines = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
const text = (first: string, last: string, end = '\n') =>
  [first, ...lines, last].map((line) => line + end).join('')
const inConflict = ['src/a.txt', 'src/both.txt', 'src/edited.txt', 'src/gone.txt']
const all = (words: string) => Object.fromEntries(inConflict.map((path) => [path, `${words}\n`]))

/** Before anything hostile is there: `main` goes on from `begun`. */
export function part(place: Place): void {
  place.plain(['config', '--global', 'merge.renormalize', 'true'])
  const begun = { ...all('first'), '.gitattributes': '*.txt text\n', 'lines.txt': text('a', 'z') }
  for (const [path, content] of Object.entries(begun)) place.write(path, content)
  place.commit('begun')
  place.plain(['branch', 'begun'])
  const theirs = { ...all('theirs'), '.gitattributes': '*.txt text\n*.md text\n' }
  for (const [path, content] of Object.entries(theirs)) place.write(path, content)
  place.write('lines.txt', text('theirs', 'z'))
  place.write('theirs.txt', 'theirs\n')
  place.write('.github/pull_request_template.md', 'Why\n')
  rmSync(join(place.root, 'src/gone.txt'))
  place.commit('theirs')
}

export const worktree =
  (number: number) =>
  ({ place }: Scene): BranchAsk & { branch: string } => ({
    repository: place.root,
    path: join(place.directory, 'worktrees', `parted-${number}`),
    branch: `ap/parted-${number}`,
    threadId: `00000000-0000-4000-8000-00000000001${number}` as ThreadId, // A UUID.
    ownsCheckout: true,
  })
export const cleanly = worktree(1)
export const atOdds = worktree(2)

export type Where = typeof cleanly
export type Step = readonly [string, (scene: Scene) => unknown]

const create = (where: Where): Step => [
  'worktree of a branch that parts',
  async (scene) => {
    const { repository, path, branch } = where(scene)
    const made = await scene.runner.worktrees.create({ repository, path, branch, base: 'begun' })
    expect(made).toMatchObject({ kind: 'ready' })
  },
]

const predict = (where: Where, kind: string): Step => [
  `predict: ${kind}`,
  async (scene) => {
    const others = [atOdds(scene)].map((ask) => ({ ...ask, checkpoint: null }))
    const ask = { ...where(scene), base: 'main', checkpoint: null, others }
    expect(await scene.runner.publish.predict(ask)).toMatchObject({ prediction: { kind } })
  },
]

type UpdateKind = Awaited<ReturnType<Publishing['update']>>['kind']

const update = (where: Where, how: 'merge' | 'rebase', kind: UpdateKind): Step => [
  `update by ${how}: ${kind}`,
  async (scene) => {
    const wish = { from: 'base', how, here: true, base: 'main' } as const
    expect(
      await scene.runner.publish.update({ ...where(scene), ...keeping(), ...wish }),
    ).toMatchObject({ kind })
  },
]

const merge = (how: 'merge' | 'squash' | 'rebase'): Step => [
  `merge of what has parted: ${how}`,
  async (scene) => {
    const { runner, place } = scene
    const ask = cleanly(scene)
    const head = place.plain(['rev-parse', 'HEAD'], ask.path)
    const merged = await runner.publish.merge({ ...ask, base: 'main', how, head, message: how })
    expect(merged.followed).toEqual([place.root])
  },
]

export const work = (
  where: (scene: Scene) => { path: string },
  files: Record<string, string>,
): Step => ['an agent commits', (scene) => committed(scene, where(scene).path, files)]

const finish = (action: 'continue' | 'abort', kind: string): Step => [
  `${action}: ${kind}`,
  async (scene) => {
    const ask = { ...atOdds(scene), ...keeping(), action }
    expect(await scene.runner.publish.finish(ask)).toMatchObject({ kind })
  },
]

const look: Step = [
  'what is in conflict',
  async (scene) => {
    const ask = atOdds(scene)
    const { files } = await scene.runner.publish.conflicts(ask)
    expect(files.map(({ path }) => path)).toContain('src/a.txt')
    expect(await scene.runner.publish.sides(ask)).toMatchObject({ files })
  },
]

/** Not by what a filter would have to convert: then a side is taken whole. */
const solve: Step = [
  'a side of each file',
  async (scene) => {
    const ask = atOdds(scene)
    const { publish } = scene.runner
    const { files } = await publish.conflicts(ask)
    const take = (file: string, side: 'ours' | 'theirs' | 'both' | 'edited') =>
      publish.resolve({ ...ask, ...keeping(), base: null, file, side })
    for (const { path: file } of files) {
      const taken =
        file === 'src/both.txt'
          ? await take(file, 'both').catch(filtered)
          : file === 'src/edited.txt'
            ? await edited(ask, () => take(file, 'edited')).catch(filtered)
            : await take(file, file === 'src/gone.txt' ? 'theirs' : 'ours')
      if (taken === null) await take(file, 'ours')
    }
    expect(await publish.conflicts(ask)).toMatchObject({ files: [] })
  },
]

async function edited<T>({ path }: BranchAsk, take: () => Promise<T>): Promise<T> {
  writeFileSync(join(path, 'src/edited.txt'), 'edited\n')
  return take()
}

const cutOff: Step = [
  'a merge that a server began which died',
  async ({ runner, place }) => {
    const mark = 'refs/a-parallel/merging/00000000-0000-4000-8000-000000000019'
    unharmedly(place, ['update-ref', `${mark}/before`, 'main~1'])
    unharmedly(place, ['update-ref', `${mark}/after`, 'main'])
    unharmedly(place, ['update-ref', `${mark}/into/main`, 'main~1'])
    await runner.publish.finishMerges(place.root)
    expect(place.plain(['for-each-ref', mark])).toBe('')
  },
]

export const bringingTogether: readonly Step[] = [
  create(cleanly),
  create(atOdds),
  work(cleanly, { 'own.txt': 'own\n', 'lines.txt': text('a', 'own') }),
  work(atOdds, { ...all('ours'), 'lines.txt': text('a', 'ours', '\r\n') }),
  predict(cleanly, 'clean'),
  predict(atOdds, 'conflicts'),
  merge('rebase'),
  work(cleanly, { 'more.txt': 'more\n' }),
  update(cleanly, 'merge', 'updated'),
  merge('squash'),
  work(cleanly, { 'last.txt': 'last\n' }),
  update(cleanly, 'rebase', 'updated'),
  merge('merge'),
  update(atOdds, 'merge', 'conflicts'),
  look,
  [
    'an agent writes in a conflict',
    (scene) => writeFileSync(join(atOdds(scene).path, 'src/a.txt'), 'half\n'),
  ],
  finish('abort', 'aborted'),
  update(atOdds, 'rebase', 'conflicts'),
  finish('abort', 'aborted'),
  update(atOdds, 'rebase', 'conflicts'),
  look,
  solve,
  finish('continue', 'updated'),
  work(inCheckout, { 'src/a.txt': 'main goes on\n' }),
  work(atOdds, { 'src/a.txt': 'so does ours\n' }),
  update(atOdds, 'merge', 'conflicts'),
  look,
  solve,
  finish('continue', 'updated'),
  cutOff,
]
