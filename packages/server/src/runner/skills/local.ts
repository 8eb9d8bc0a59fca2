// The skills of this machine, as the port promises them.
import type { Log } from '../../platform/log.ts'
import type { Git } from '../git/core.ts'
import type { SkillRunner } from '../skills-port.ts'
import { readSkillText } from './front-matter.ts'
import { openKeptShelf } from './kept.ts'
import { listSkills, namesOf, readSkill, readSkillFile } from './list.ts'
import { putSkill, removeSkill, writeSkillText } from './place.ts'
import { join } from 'node:path'
import { compareStaged, dropStaged, readStaged, stagedFiles, stageSkills } from './stage.ts'
import { copyTree, writeTree } from './tree.ts'

export interface LocalSkillsAsk {
  git: Git
  env: NodeJS.ProcessEnv
  /** Of what is staged and what is kept. */
  folder: string
  umask: number
  log: Log
}

export function localSkills({ git, env, folder, umask, log }: LocalSkillsAsk): SkillRunner {
  const staged = join(folder, 'staged')
  const shelf = openKeptShelf({ folder: join(folder, 'kept'), now: () => Date.now(), log })
  const ports = { env, umask, shelf, log }
  const staging = { git, env, folder: staged }
  // What an earlier server had staged nobody can install any more.
  const cleared = dropStaged(staged).catch((cause: unknown) =>
    log.warn({ err: cause }, 'what was staged could not be removed'),
  )
  return {
    list: (ask) => listSkills(git, env, ask),
    namesOf: (repository) => namesOf(env, repository),
    judge: (text, name) => readSkillText(text, name),
    read: (ask) => readSkill(env, ask),
    readFile: (ask) => readSkillFile(env, ask),
    async stage(ask) {
      await cleared
      return stageSkills(staging, ask)
    },
    readStaged: (ask) => readStaged(staging, ask),
    compareStaged: (ask) => compareStaged(staging, ask),
    dropStaged: (id) => dropStaged(staged, id),
    async install({ id, inside, ...place }) {
      const files = await stagedFiles(staged, id, inside)
      await putSkill(ports, place, (fresh) => writeTree(fresh, files, umask))
    },
    write: (ask) => writeSkillText(ports, ask),
    remove: (ask) => removeSkill(ports, ask),
    kept: (owner) => shelf.list(owner),
    async dropKept(owner, keptId) {
      await shelf.find(owner, keptId)
      await shelf.forget(keptId)
    },
    sweepKept: () => shelf.sweep(),
    async restore({ repository, keptId, owner, keep }) {
      const { record, place } = await shelf.find(owner, keptId)
      const { name } = record.kept
      await putSkill(ports, { repository, name, keep }, (fresh) => copyTree(place, fresh))
      await shelf.forget(keptId)
    },
  }
}
