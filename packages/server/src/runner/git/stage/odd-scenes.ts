// States that a checkout can be in besides the usual one, each made by plain git. For tests.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StageRig } from './stage-rig.ts'

type Scene = (rig: StageRig) => void

const write = (rig: StageRig, path: string, content: string) =>
  writeFileSync(rig.file(path), content)

const commitAll: Scene = (rig) => {
  rig.git('add', '-A')
  rig.git('commit', '-q', '-m', 'more')
}

/** Git says no, and stops there. */
function stops(rig: StageRig, ...args: string[]): void {
  try {
    rig.git(...args)
  } catch {
    return
  }
  throw new Error(`git ${args.join(' ')} did not stop`)
}

/** A file is staged, and there is no commit yet. */
export function unborn(rig: StageRig, path: string, content: string): void {
  rig.git('switch', '-q', '--orphan', 'fresh')
  write(rig, path, content)
  rig.git('add', path)
}

export const midRebase: Scene = (rig) => {
  write(rig, 'more.txt', 'more\n')
  commitAll(rig)
  stops(rig, 'rebase', '-q', '--exec', 'false', 'HEAD~1')
}

/** Two commits changed `run.sh`, and git stops at a conflict in what it is then asked to do with them. */
export function stopped(rig: StageRig, ...args: string[]): void {
  write(rig, 'run.sh', 'first\n')
  rig.git('commit', '-q', '-am', 'first')
  write(rig, 'run.sh', 'then\n')
  rig.git('commit', '-q', '-am', 'then')
  stops(rig, ...args)
}

/** `run.sh` is in conflict: both sides changed it, or only this one and the other removed it. */
export function inConflict(rig: StageRig, theirs: string | null = 'theirs\n'): void {
  const { repository } = rig
  if (theirs === null) repository.plain(['rm', '-q', 'run.sh'])
  else repository.write('run.sh', theirs)
  repository.commit('theirs')
  write(rig, 'run.sh', 'ours\n')
  commitAll(rig)
  stops(rig, 'merge', 'main')
}

/** Attributes as given, and what git then keeps of the files, committed. */
export function attributed(rig: StageRig, attributes: string): void {
  write(rig, '.gitattributes', attributes)
  rig.git('add', '-A')
  rig.git('add', '--renormalize', '.')
  rig.git('commit', '-q', '-m', 'attributes')
}

/** The person's own filter keeps what files hold in a folder of its own, and gives git a pointer, as Git LFS does. */
export const heldElsewhere: Scene = (rig) => {
  const store = join(rig.repository.directory, 'store')
  mkdirSync(store)
  program(rig, 'clean', [
    `cd '${store}' && cat > new.$$ && name=$(cksum < new.$$ | tr ' ' -) && mv new.$$ "$name"`,
    `printf 'version 1\\noid %s\\n' "$name"`,
  ])
  program(rig, 'smudge', ['read -r version', 'read -r word name', `cat '${store}'/"$name"`])
  attributed(rig, '*.txt filter=held\n')
}

function program(rig: StageRig, name: 'clean' | 'smudge', script: string[]): void {
  const place = join(rig.repository.directory, name)
  writeFileSync(place, `#!/bin/sh\n${script.join('\n')}\n`, { mode: 0o755 })
  rig.git('config', '--global', `filter.held.${name}`, place)
}

/** Their own filter has git keep all of it in capitals. */
export const inCapitals: Scene = (rig) => {
  rig.git('config', '--global', 'filter.capitals.clean', 'tr a-z A-Z')
  rig.git('config', '--global', 'filter.capitals.smudge', 'tr A-Z a-z')
  attributed(rig, '*.txt filter=capitals\n')
}

/** The same, but the repository's, which is not trusted. */
export const foreignFilter: Scene = (rig) => {
  rig.git('config', 'filter.capitals.clean', 'tr a-z A-Z')
  write(rig, '.gitattributes', '*.txt filter=capitals\n')
  write(rig, 'a.txt', 'changed\n')
}

/** A submodule, `sub`, at another commit than the one that is committed. */
export const movedSubmodule: Scene = (rig) => {
  const { repository } = rig
  const library = join(repository.directory, 'library')
  mkdirSync(library)
  repository.plain(['init', '-q'], library)
  repository.plain(['commit', '-q', '--allow-empty', '-m', 'one'], library)
  rig.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', library, 'sub')
  commitAll(rig)
  repository.plain(['commit', '-q', '--allow-empty', '-m', 'two'], rig.file('sub'))
}

/** A repository of its own, `inside`, that is no submodule. */
export const repositoryInside: Scene = (rig) => {
  mkdirSync(rig.file('inside'))
  rig.repository.plain(['init', '-q'], rig.file('inside'))
  rig.repository.plain(['commit', '-q', '--allow-empty', '-m', 'one'], rig.file('inside'))
}

/** Ten thousand new files in a folder. What is not kept in packs is so much then that plain git would begin to pack. */
export function tenThousand(rig: StageRig, folder: string): void {
  rig.git('config', 'gc.auto', '0')
  rig.git('config', 'maintenance.auto', 'false')
  mkdirSync(rig.file(folder))
  for (let index = 0; index < 10_000; index += 1) write(rig, `${folder}/${index}.txt`, `${index}\n`)
}
