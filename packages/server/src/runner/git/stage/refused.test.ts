// What can be neither staged nor reverted is refused by its name, with a next step, and nothing changes: not the index, not a
// file, not what is kept.
import { Problem } from '@a-parallel/contract/model'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { foreignFilter, inConflict, movedSubmodule } from './odd-scenes.ts'
import { standOf } from './plain-rig.ts'
import { openStageRig, type StageRig } from './stage-rig.ts'

let rig: StageRig

beforeEach(async () => {
  rig = await openStageRig({ 'a.txt': 'a\n', 'run.sh': '#!/bin/sh\n' })
})
afterEach(() => rig.repository.remove())

type Act = 'stage' | 'unstage' | 'revert'

interface Case {
  arrange: () => void
  path: string
  acts: Act[]
  byHunk?: boolean
  code: string
}

const inRepository = {
  arrange() {
    mkdirSync(rig.file('clone'))
    rig.repository.plain(['init', '-q'], rig.file('clone'))
    rig.repository.plain(['commit', '-q', '--allow-empty', '-m', 'x'], rig.file('clone'))
  },
  path: 'clone',
}
const submodule = { arrange: () => movedSubmodule(rig), path: 'sub' }
const conflict = { arrange: () => inConflict(rig), path: 'run.sh' }
const filtered = { arrange: () => foreignFilter(rig), path: 'a.txt' }

const cases: Record<string, Case> = {
  'a submodule, back to its commit': { ...submodule, acts: ['revert'], code: 'in_a_repository' },
  'lines of a submodule': {
    ...submodule,
    acts: ['stage', 'revert'],
    byHunk: true,
    code: 'not_by_lines',
  },
  'lines of a submodule that is staged': {
    arrange() {
      movedSubmodule(rig)
      rig.git('add', 'sub')
    },
    path: 'sub',
    acts: ['unstage'],
    byHunk: true,
    code: 'not_by_lines',
  },
  'a clone': { ...inRepository, acts: ['stage', 'revert'], code: 'in_a_repository' },
  'lines of a link': {
    arrange: () => symlinkSync('a.txt', rig.file('link')),
    path: 'link',
    acts: ['stage', 'revert'],
    byHunk: true,
    code: 'not_by_lines',
  },
  'a file in conflict, back to what it was': {
    ...conflict,
    acts: ['revert'],
    code: 'in_conflict',
  },
  'lines of a file in conflict': {
    ...conflict,
    acts: ['stage', 'revert'],
    byHunk: true,
    code: 'not_by_lines',
  },
  'a file that a filter converts which may not run': {
    ...filtered,
    acts: ['stage'],
    code: 'filter_untrusted',
  },
  'lines of such a file': {
    ...filtered,
    acts: ['stage'],
    byHunk: true,
    code: 'filter_untrusted',
  },
  'a file in whose place a folder lies, though an empty one': {
    arrange() {
      rmSync(rig.file('run.sh'))
      mkdirSync(rig.file('run.sh/deep'), { recursive: true })
    },
    path: 'run.sh',
    acts: ['revert'],
    code: 'in_the_way',
  },
  'a file that was put back behind the look at it': {
    arrange: () => writeFileSync(rig.file('other'), 'x'),
    path: 'a.txt',
    acts: ['stage', 'unstage', 'revert'],
    code: 'changed_meanwhile',
  },
}

it.each(Object.entries(cases))('%s', async (_, { arrange, path, acts, byHunk, code }) => {
  arrange()
  const before = standOf(rig)
  for (const act of acts) {
    const refusal = await refusalOf(() => rig[act](path, byHunk ? [{ hunk: 0 }] : undefined))
    expect(refusal).toBeInstanceOf(Problem)
    expect(refusal).toMatchObject({ code, values: { path } })
    expect(String(refusal)).toContain(path)
    expect(standOf(rig)).toEqual(before)
  }
  expect(await rig.kept()).toEqual([])
})

async function refusalOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act()
  } catch (cause) {
    return cause
  }
  return null
}
