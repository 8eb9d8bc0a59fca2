// What two branches can do to the same thing, each way of which git calls a conflict. For tests.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { openStageRig, type StageRig } from '../../stage/stage-rig.ts'

type Scene = (rig: StageRig) => void

export interface Sides {
  /** What both have, from before they part. */
  begin?: Scene
  ours: Scene
  theirs: Scene
}

const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join('')
const oddName = 'two\nlines "x"\t.txt'

const writes =
  (path: string, content: string): Scene =>
  (rig) => {
    rmSync(rig.file(path), { recursive: true, force: true })
    writeFileSync(rig.file(path), content)
  }
const line2 =
  (content: string, path = 'a.txt'): Scene =>
  (rig) =>
    writeFileSync(rig.file(path), text.replace('line 2\n', content))
const removes =
  (path: string): Scene =>
  (rig) =>
    rmSync(rig.file(path))
const renames =
  (from: string, to: string): Scene =>
  (rig) =>
    renameSync(rig.file(from), rig.file(to))
const links =
  (path: string, to: string): Scene =>
  (rig) => {
    rmSync(rig.file(path), { force: true })
    symlinkSync(to, rig.file(path))
  }
/** A commit of another repository, which nobody has. */
const points =
  (digit: string): Scene =>
  (rig) => {
    const commit = digit.repeat(rig.git('rev-parse', 'HEAD').length)
    rig.git('update-index', '--add', '--cacheinfo', `160000,${commit},sub`)
    mkdirSync(rig.file('sub'), { recursive: true })
  }
const all =
  (...scenes: Scene[]): Scene =>
  (rig) => {
    for (const scene of scenes) scene(rig)
  }
const folder =
  (path: string): Scene =>
  (rig) => {
    rmSync(rig.file(path), { force: true })
    mkdirSync(rig.file(path))
    writeFileSync(rig.file(`${path}/x`), 'x\n')
  }
const script =
  (path: string): Scene =>
  (rig) =>
    chmodSync(rig.file(path), 0o755)
const lines2000 =
  (content: string): Scene =>
  (rig) => {
    mkdirSync(rig.file('many'), { recursive: true })
    for (let index = 0; index < 2_000; index += 1)
      writeFileSync(rig.file(`many/${index}.txt`), `${content} ${index}\n`)
  }

export const conflicts: Record<string, Sides> = {
  'lines of a file': { ours: line2('OURS\n'), theirs: line2('THEIRS\n') },
  'a path of two lines': { ours: line2('OURS\n', oddName), theirs: line2('THEIRS\n', oddName) },
  'a file without lines': { ours: writes('a.txt', '\0ours'), theirs: writes('a.txt', '\0theirs') },
  'line ends of a file': {
    ours: (rig) => writeFileSync(rig.file('a.txt'), text.replaceAll('\n', '\r\n')),
    theirs: line2('THEIRS\n'),
  },
  'a file that they removed': { ours: line2('OURS\n'), theirs: removes('a.txt') },
  'a file that we removed': { ours: removes('a.txt'), theirs: line2('THEIRS\n') },
  'a file that we renamed and they removed': {
    ours: renames('a.txt', 'b.txt'),
    theirs: removes('a.txt'),
  },
  'a file with two new names': {
    ours: renames('a.txt', 'b.txt'),
    theirs: renames('a.txt', 'c.txt'),
  },
  'two files with one new name': {
    ours: renames('a.txt', 'b.txt'),
    theirs: renames(oddName, 'b.txt'),
  },
  'a renamed file, and a new one of that name': {
    ours: renames('a.txt', 'b.txt'),
    theirs: writes('b.txt', 'theirs\n'),
  },
  'a new file in a folder that was renamed': {
    begin: folder('folder'),
    ours: renames('folder', 'other'),
    theirs: (rig) => writeFileSync(rig.file('folder/y'), 'y\n'),
  },
  'a new file': { ours: writes('b.txt', 'ours\n'), theirs: writes('b.txt', 'theirs\n') },
  'a new file, of which one is a script': {
    ours: writes('b.sh', 'same\n'),
    theirs: all(writes('b.sh', 'same\n'), script('b.sh')),
  },
  'a file that they removed and we made a script': {
    ours: script('run.sh'),
    theirs: removes('run.sh'),
  },
  'where a link leads': {
    begin: links('link', 'a.txt'),
    ours: links('link', 'ours'),
    theirs: links('link', 'theirs'),
  },
  'a file that they made a link': { ours: line2('OURS\n'), theirs: links('a.txt', 'run.sh') },
  'a file that they made a folder': { ours: line2('OURS\n'), theirs: folder('a.txt') },
  'a file, and a folder of that name': { ours: writes('b', 'ours\n'), theirs: folder('b') },
  'a folder, and a file of that name': { ours: folder('b'), theirs: writes('b', 'theirs\n') },
  'a submodule at two commits': { begin: points('1'), ours: points('2'), theirs: points('3') },
  'a submodule that they removed': {
    begin: points('1'),
    ours: points('2'),
    theirs: (rig) => rmSync(rig.file('sub'), { recursive: true }),
  },
  'a new submodule, and a file of that name': { ours: points('1'), theirs: writes('sub', 'no\n') },
  'two new submodules of one name': { ours: points('1'), theirs: points('2') },
  '2,000 files': {
    ours: lines2000('ours'),
    theirs: lines2000('theirs'),
  },
}

/** The two commits of such a scene. */
export async function oppose({ begin, ours, theirs }: Sides) {
  const files = { 'a.txt': text, 'run.sh': '#!/bin/sh\n', [oddName]: `odd\n${text}` }
  const rig = await openStageRig(files)
  const commit = (scene: Scene, name: string): string => {
    scene(rig)
    rig.git('add', '-A')
    rig.git('commit', '-q', '--allow-empty', '-m', name)
    return rig.git('rev-parse', 'HEAD')
  }
  const began = commit(begin ?? (() => undefined), 'began')
  const made = commit(ours, 'ours')
  rig.git('checkout', '-q', '-B', 'theirs', began)
  return { rig, began, ours: made, theirs: commit(theirs, 'theirs') }
}
