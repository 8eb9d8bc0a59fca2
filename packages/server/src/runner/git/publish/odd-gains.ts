// What a branch can gain that is odd, beside another one that went on from where they parted. For tests.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { attributed, heldElsewhere, tenThousand } from '../stage/odd-scenes.ts'
import { filesIn } from '../stage/plain-rig.ts'
import { openStageRig, type StageRig } from '../stage/stage-rig.ts'

type Scene = (rig: StageRig) => void

export interface Gain {
  objectFormat?: 'sha256'
  /** What both have, from before they part. */
  begin?: Scene
  arrange: Scene
  /** What the other branch adds. */
  own?: string
  /** Takes its time: what is the same in small is not tried again. */
  large?: true
}

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const changed = text.replace('line 2\n', 'TWO\n')
const oddName = 'two\nlines "x"\t.txt'

const write = (rig: StageRig, path: string, content: string) =>
  writeFileSync(rig.file(path), content)

const commitAll = (rig: StageRig, message: string): string => {
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', message)
  return rig.git('rev-parse', 'HEAD')
}

/** Has the index name a commit of another repository; none is checked out. */
const pointTo = (rig: StageRig, commit: string) => {
  rig.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`)
  mkdirSync(rig.file('sub'), { recursive: true })
}

const submodule: Scene = (rig) => {
  write(rig, '.gitmodules', '[submodule "sub"]\n\tpath = sub\n\turl = ../nowhere\n')
  rig.git('add', '.gitmodules')
  pointTo(rig, rig.git('rev-parse', 'HEAD'))
}

const folder = (rig: StageRig) => {
  mkdirSync(rig.file('folder/deep'), { recursive: true })
  write(rig, 'folder/x', 'x\n')
  write(rig, 'folder/deep/y', 'y\n')
}

const committed =
  (scene: Scene): Scene =>
  (rig) => {
    scene(rig)
    commitAll(rig, 'before')
  }

export const gains: Record<string, Gain> = {
  'long object names': { objectFormat: 'sha256', arrange: (rig) => write(rig, 'a.txt', changed) },
  'a path of two lines': { arrange: (rig) => write(rig, oddName, changed) },
  'line ends that a setting converts': {
    arrange(rig) {
      rig.git('config', 'core.autocrlf', 'true')
      write(rig, 'a.txt', changed.replaceAll('\n', '\r\n'))
    },
  },
  'line ends that an attribute converts': {
    // Of a file that both have alike `git rebase` keeps the line ends that an attribute gave it where there is none any
    // more, and takes it for changed, or not, by whether file and index are of one second.
    arrange(rig) {
      attributed(rig, 'a.txt text eol=crlf\n')
      write(rig, 'a.txt', changed.replaceAll('\n', '\r\n'))
    },
  },
  'files that a filter keeps elsewhere': {
    begin: heldElsewhere,
    arrange: (rig) => write(rig, 'a.txt', changed),
  },
  'a filter that keeps files elsewhere': {
    // A file that was committed without the filter, and that it is for, is changed or not by whether git looks: it
    // does where file and index are of one second (`git status` says ` M`), and else it does not.
    own: 'own.md',
    arrange(rig) {
      heldElsewhere(rig)
      write(rig, 'a.txt', changed)
    },
  },
  'a link, and one in the place of a file': {
    arrange(rig) {
      symlinkSync('/nowhere', rig.file('link'))
      rmSync(rig.file('run.sh'))
      symlinkSync('a.txt', rig.file('run.sh'))
    },
  },
  'a file in the place of a link': {
    begin: committed((rig) => symlinkSync('a.txt', rig.file('link'))),
    arrange(rig) {
      rmSync(rig.file('link'))
      write(rig, 'link', 'no link\n')
    },
  },
  'a script': { arrange: (rig) => chmodSync(rig.file('run.sh'), 0o755) },
  'a name in other letters [linux]': { arrange: (rig) => rig.git('mv', 'a.txt', 'A.txt') },
  'a folder in the place of a file': {
    arrange(rig) {
      rmSync(rig.file('run.sh'))
      mkdirSync(rig.file('run.sh'))
      write(rig, 'run.sh/x', 'x\n')
    },
  },
  'a file in the place of a folder': {
    begin: committed(folder),
    arrange(rig) {
      rmSync(rig.file('folder'), { recursive: true })
      write(rig, 'folder', 'no folder\n')
    },
  },
  'a folder in the place of a link': {
    begin: committed((rig) => symlinkSync('/nowhere', rig.file('folder'))),
    arrange(rig) {
      rmSync(rig.file('folder'))
      folder(rig)
    },
  },
  'a submodule': { arrange: submodule },
  'a submodule at another commit': {
    begin: committed(submodule),
    arrange: (rig) => pointTo(rig, rig.git('rev-parse', 'HEAD')),
  },
  'no submodule any more': {
    begin: committed(submodule),
    arrange(rig) {
      for (const name of ['sub', '.gitmodules']) rmSync(rig.file(name), { recursive: true })
    },
  },
  'a file in the place of a submodule': {
    begin: committed(submodule),
    arrange(rig) {
      for (const name of ['sub', '.gitmodules']) rmSync(rig.file(name), { recursive: true })
      write(rig, 'sub', 'no submodule\n')
    },
  },
  '10,000 files': { large: true, arrange: (rig) => tenThousand(rig, 'many') },
}

/** The two commits; the checkout is on a branch `work`, at the other one's. */
export interface Parted {
  rig: StageRig
  gained: string
  other: string
}

export async function part(gain: Gain): Promise<Parted> {
  const files = { 'a.txt': text, 'run.sh': '#!/bin/sh\n', 'notes.md': 'notes\n', [oddName]: text }
  const rig = await openStageRig(files, gain.objectFormat)
  gain.begin?.(rig)
  const began = rig.git('rev-parse', 'HEAD')
  gain.arrange(rig)
  const gained = commitAll(rig, 'gained')
  rig.git('checkout', '-q', '-b', 'work', began)
  write(rig, gain.own ?? 'own.txt', 'own\n')
  const other = commitAll(rig, 'own')
  asNew(rig, rig.ask.path)
  return { rig, gained, other }
}

/** As a new checkout has its files, whatever was set since they were written. */
export function asNew({ repository }: StageRig, path: string): void {
  for (const name of Object.keys(filesIn(path))) rmSync(`${path}/${name}`)
  repository.plain(['checkout', '-q', '--', '.'], path)
}
