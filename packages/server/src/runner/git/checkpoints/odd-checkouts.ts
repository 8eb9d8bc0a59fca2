// Checkouts in states besides the usual one, with changes in them, each made by plain git. For tests.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import {
  attributed,
  heldElsewhere,
  inCapitals,
  inConflict,
  midRebase,
  movedSubmodule,
  unborn,
} from '../stage/odd-scenes.ts'
import type { Plain } from '../stage/plain-rig.ts'
import { openCheckpointRig, type CheckpointRig } from './checkpoint-rig.ts'

export const oddName = 'two\nlines "x"\t.txt'
export const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
export const seed = {
  'a.txt': text,
  'run.sh': '#!/bin/sh\n',
  'deep/er/b.txt': 'b\n',
  'gone.txt': 'gone\n',
  '.gitignore': 'out/\n*.log\n',
  [oddName]: text,
}

export interface OddCheckout {
  objectFormat?: 'sha256'
  arrange?: (rig: CheckpointRig) => void
  /** What git has to be told besides `add --all` to take in what a checkpoint holds. */
  plain?: (plain: Plain) => void
  /** Folders that a checkpoint leaves alone. */
  alone?: readonly string[]
}

export function write(rig: CheckpointRig, path: string, content: string): void {
  mkdirSync(dirname(rig.file(path)), { recursive: true })
  writeFileSync(rig.file(path), content)
}

const crlf = (content: string) => content.replaceAll('\n', '\r\n')

/** Of each kind one: changed, staged, both, gone, new, ignored, moved, executable. */
function change(rig: CheckpointRig): void {
  write(rig, 'a.txt', text.replace('line 2\n', 'staged\n'))
  rig.git('add', 'a.txt')
  write(rig, 'a.txt', text.replace('line 2\n', 'two\n').replace('line 19\n', 'nineteen\r\n'))
  write(rig, oddName, crlf('another\ntext\n'))
  write(rig, 'new/two\nlines.txt', 'New\n')
  write(rig, 'out/built.js', 'built\n')
  write(rig, 'run.log', 'ran\n')
  rmSync(rig.file('gone.txt'), { force: true })
  chmodSync(rig.file('run.sh'), 0o755)
}

/** As a new checkout has them, whatever was set since. */
function checkedOutAnew(rig: CheckpointRig): void {
  for (const name of Object.keys(rig.files())) rmSync(rig.file(name))
  rig.git('checkout', '-q', '--', '.')
}

export const oddCheckouts: Record<string, OddCheckout> = {
  'nothing odd': { arrange: (rig) => change(rig) },
  'nothing changed': {},
  'long object names': { objectFormat: 'sha256', arrange: (rig) => change(rig) },
  'an unborn branch': { arrange: (rig) => unborn(rig, 'a.txt', text) },
  'an unborn branch of long object names': {
    objectFormat: 'sha256',
    arrange: (rig) => unborn(rig, 'a.txt', text),
  },
  'an unborn branch with nothing staged': {
    arrange(rig) {
      rig.git('switch', '-q', '--orphan', 'fresh')
      write(rig, 'first.txt', 'first\n')
    },
  },
  'a detached head': {
    arrange(rig) {
      rig.git('checkout', '-q', '--detach')
      change(rig)
    },
  },
  'the middle of a rebase': {
    arrange(rig) {
      midRebase(rig)
      change(rig)
    },
  },
  'a merge in conflict': {
    arrange(rig) {
      inConflict(rig)
      write(rig, 'a.txt', 'changed\n')
    },
  },
  'a merge in conflict with a file that the other side removed': {
    arrange: (rig) => inConflict(rig, null),
  },
  'a conflict that was solved by removing the file': {
    arrange(rig) {
      inConflict(rig)
      rmSync(rig.file('run.sh'))
    },
  },
  'a filter of the person’s that keeps files elsewhere': {
    arrange(rig) {
      heldElsewhere(rig)
      change(rig)
    },
  },
  'a filter of the person’s that writes lines anew': {
    arrange(rig) {
      inCapitals(rig)
      change(rig)
    },
  },
  'line ends that a setting converts': {
    arrange(rig) {
      rig.git('config', 'core.autocrlf', 'true')
      checkedOutAnew(rig)
      change(rig)
    },
  },
  'line ends that an attribute converts': {
    arrange(rig) {
      attributed(rig, '* text eol=crlf\n')
      checkedOutAnew(rig)
      change(rig)
    },
  },
  'line ends that were committed before git was to convert them': {
    arrange(rig) {
      write(rig, 'a.txt', crlf(text))
      rig.git('commit', '-q', '-am', 'ends')
      write(rig, '.gitattributes', '* text=auto\n')
      rig.git('add', '.gitattributes')
      rig.git('commit', '-q', '-m', 'attributes')
    },
  },
  'links, one in the place of a file and one of a folder': {
    arrange(rig) {
      change(rig)
      symlinkSync('/nowhere', rig.file('link'))
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
      rmSync(rig.file('deep'), { recursive: true })
      symlinkSync('new', rig.file('deep'))
    },
  },
  'a folder in the place of a file, and a file in that of a folder': {
    arrange(rig) {
      rmSync(rig.file('run.sh'))
      write(rig, 'run.sh/inside', 'x\n')
      rmSync(rig.file('deep'), { recursive: true })
      write(rig, 'deep', 'a file\n')
    },
  },
  'a name in other letters [linux]': {
    arrange: (rig) => renameSync(rig.file('a.txt'), rig.file('A.txt')),
  },
  'a name in other letters that is staged [linux]': {
    arrange(rig) {
      rig.git('mv', 'a.txt', 'A.txt')
      write(rig, 'A.txt', 'changed\n')
    },
  },
  'a submodule at another commit': {
    arrange(rig) {
      movedSubmodule(rig)
      write(rig, 'sub/new.txt', 'inside\n')
      change(rig)
    },
    plain: (plain) => void plain.git(['reset', '-q', '--', 'sub']),
    alone: ['sub'],
  },
  'an index in two files': {
    arrange(rig) {
      rig.git('config', 'core.splitIndex', 'true')
      rig.git('config', 'splitIndex.sharedIndexExpire', 'now')
      change(rig)
    },
  },
  'a checkout that does without some folders': {
    arrange(rig) {
      rig.git('sparse-checkout', 'set', '--cone', 'new')
      write(rig, 'a.txt', 'changed\n')
      write(rig, 'new/c.txt', 'new\n')
    },
  },
  'a checkout that does without some files': {
    arrange(rig) {
      rig.git('sparse-checkout', 'set', '--no-cone', '/a.txt', '/gone.txt')
      write(rig, 'a.txt', 'changed\n')
      rmSync(rig.file('gone.txt'))
    },
  },
  'files that git was told not to look at': {
    arrange(rig) {
      rig.git('update-index', '--assume-unchanged', 'a.txt')
      rig.git('update-index', '--skip-worktree', 'run.sh')
      write(rig, 'a.txt', 'changed\n')
      write(rig, 'run.sh', 'changed\n')
    },
    plain(plain) {
      plain.git(['update-index', '--no-assume-unchanged', 'a.txt'])
      plain.git(['update-index', '--no-skip-worktree', 'run.sh'])
      plain.git(['add', '--all', '--', '.'])
    },
  },
  'a file that is only said to be added': {
    arrange(rig) {
      write(rig, 'new.txt', 'new\n')
      rig.git('add', '--intent-to-add', 'new.txt')
    },
  },
  'an ignored file that is tracked': {
    arrange(rig) {
      write(rig, 'kept.log', 'kept\n')
      rig.git('add', '--force', 'kept.log')
      write(rig, 'kept.log', 'changed\n')
    },
  },
  '10,000 files': {
    arrange(rig) {
      for (let index = 0; index < 5_000; index += 1) write(rig, `many/${index}.txt`, `${index}\n`)
      rig.git('add', '--all')
      rig.git('commit', '-q', '-m', 'many')
      for (let index = 0; index < 5_000; index += 1) write(rig, `more/${index}.txt`, `${index}\n`)
      for (let index = 0; index < 5_000; index += 2) write(rig, `many/${index}.txt`, 'changed\n')
    },
  },
}

export async function openOdd({ objectFormat, arrange }: OddCheckout): Promise<CheckpointRig> {
  const rig = await openCheckpointRig(seed, objectFormat)
  arrange?.(rig)
  return rig
}
