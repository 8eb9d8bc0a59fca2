// Which vectors stand together in one repository: none of them hides another one of its group. For tests only.
import { programAt, ranIn, type Place, type Vector } from '../steps.ts'
import { vectors } from '../vectors.ts'

/** What commits comes first, and last what has plain git commit nothing any more. */
export const groups: readonly (readonly string[])[] = [
  [
    'a filter of a submodule',
    'core.sshCommand',
    'core.fsmonitor',
    'core.hooksPath',
    'diff.external',
    'credential.helper',
    'core.editor',
    'filter.<name>.clean',
    'gpg.program',
  ],
  [
    'core.hooksPath in the checkout',
    'core.fsmonitor of a submodule',
    'core.gitProxy',
    'core.fsmonitor behind include.path',
    'diff.<driver>.command',
    'credential.<url>.helper',
    'an alias',
    'gpg.ssh.program',
  ],
  [
    'a filter of a submodule whose repository lies in this one',
    'core.alternateRefsCommand',
    'core.fsmonitor behind includeIf',
    'hooks',
    'diff.<driver>.textconv',
    'core.askPass',
    'interactive.diffFilter',
    'filter.<name>.smudge',
  ],
  [
    'merge.<driver>.driver',
    'submodule.<name>.update',
    'remote.<name>.uploadpack',
    'core.fsmonitor in config.worktree',
    'trailer.<name>.command',
    'filter.<name>.clean behind include.path',
  ],
  [
    'core.fsmonitor of an embedded bare repository',
    'sequence.editor',
    'remote.<name>.receivepack',
    'difftool.<tool>.cmd',
  ],
  ['a remote that is a program', 'filter.<name>.process'],
  ['a remote that becomes a program'],
]

const named = (name: string) => vectors.findIndex((vector) => vector.name === name)
const program = (name: string) => `evil-${named(name)}.sh`

/** Each has a program of its own, which tells whose it was. */
export function arrangeTogether(place: Place, group: readonly string[]): void {
  for (const name of group) {
    const vector: Vector | undefined = vectors[named(name)]
    if (!vector) throw new Error(`there is no ${name}`)
    vector.arrange({ ...place, script: programAt(place.directory, program(name)) })
  }
}

/** The names of vectors whose programs ran since it was last asked. */
export function ranAmong(place: Place, group: readonly string[]): string[] {
  const ran = ranIn(place)
  return group.filter((name) => ran.includes(program(name)))
}
