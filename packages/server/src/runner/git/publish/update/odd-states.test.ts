// An update from a base that gained something odd: branch, index and files end up as plain git would have left them.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { attributed } from '../../stage/odd-scenes.ts'
import { filesIn } from '../../stage/plain-rig.ts'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'
import { update } from './update.ts'

let rig: StageRig

afterEach(() => rig.repository.remove())

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const changed = text.replace('line 2\n', 'TWO\n')
const oddName = 'two\nlines "x"\t.txt'
const write = (path: string, content: string) => writeFileSync(rig.file(path), content)

interface Gain {
  objectFormat?: 'sha256'
  arrange: () => void
}

const gains: Record<string, Gain> = {
  'long object names': { objectFormat: 'sha256', arrange: () => write('a.txt', changed) },
  'a path of two lines': { arrange: () => write(oddName, changed) },
  'line ends that a setting converts': {
    arrange() {
      rig.git('config', 'core.autocrlf', 'true')
      write('a.txt', changed.replaceAll('\n', '\r\n'))
    },
  },
  'line ends that an attribute converts': {
    arrange() {
      attributed(rig, '*.txt text eol=crlf\n')
      write('a.txt', changed.replaceAll('\n', '\r\n'))
    },
  },
  'a link, and one in the place of a file': {
    arrange() {
      symlinkSync('/nowhere', rig.file('link'))
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
    },
  },
  'a script': { arrange: () => chmodSync(rig.file('run.sh'), 0o755) },
  'a name in other letters [linux]': { arrange: () => rig.git('mv', 'a.txt', 'A.txt') },
  'a folder in the place of a file': {
    arrange() {
      rmSync(rig.file('run.sh'))
      mkdirSync(rig.file('run.sh'))
      write('run.sh/x', 'x\n')
    },
  },
  'a submodule': {
    arrange() {
      write('.gitmodules', '[submodule "sub"]\n\tpath = sub\n\turl = ../nowhere\n')
      rig.git('add', '.gitmodules')
      rig.git('update-index', '--add', '--cacheinfo', `160000,${rig.git('rev-parse', 'HEAD')},sub`)
      mkdirSync(rig.file('sub'))
    },
  },
  '10,000 files': {
    arrange() {
      mkdirSync(rig.file('many'))
      for (let index = 0; index < 10_000; index += 1) write(`many/${index}.txt`, `${index}\n`)
    },
  },
}

/** A branch of its own beside what the base gained. */
function diverge({ arrange }: Gain): string {
  arrange()
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'gained')
  const gained = rig.git('rev-parse', 'HEAD')
  rig.git('checkout', '-q', '-b', 'work', 'main')
  write('own.txt', 'own\n')
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'own')
  // As a new checkout has them, whatever was set since.
  for (const path of Object.keys(filesIn(rig.ask.path))) rmSync(rig.file(path))
  rig.git('checkout', '-q', '--', '.')
  return gained
}

const standIn = (path: string) => ({
  tree: rig.repository.plain(['rev-parse', 'HEAD^{tree}'], path),
  index: rig.repository.exact(['ls-files', '--stage', '-z'], path),
  status: rig.repository.plain(['status', '--porcelain'], path),
  files: filesIn(path),
})

it.each(
  Object.entries(gains).flatMap(([name, gain]) =>
    (['merge', 'rebase'] as const).map((how) => [name, how, gain] as const),
  ),
)(
  '%s, by %s',
  async (_, how, gain) => {
    const files = { 'a.txt': text, 'run.sh': '#!/bin/sh\n', [oddName]: text }
    rig = await openStageRig(files, gain.objectFormat)
    const commit = diverge(gain)
    const plain = join(rig.repository.directory, 'plain')
    rig.git('worktree', 'add', '-q', '-b', 'plain', plain, 'work')
    rig.repository.plain([how, '-q', commit], plain)
    const nothing = () => Promise.resolve()
    const made = await update(rig.repository.git, {
      path: rig.ask.path,
      trusted: false,
      commit,
      name: 'gained',
      how,
      keep: nothing,
      keepAborted: nothing,
    })
    expect(made).toMatchObject({ kind: 'updated' })
    expect(standIn(rig.ask.path)).toEqual(standIn(plain))
  },
  120_000,
)
