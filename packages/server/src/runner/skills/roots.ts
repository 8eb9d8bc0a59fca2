// Where skills stand: in the configuration of the agent's program, and in a repository.
import { Problem } from '@a-parallel/contract/model'
import { lstat, mkdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ifThere } from '../git/worktrees/if-there.ts'
import type { SkillRoot } from '../skills-port.ts'

export type Environment = NodeJS.ProcessEnv

/** The folder that the program keeps a person's things in. */
export function configFolder(env: Environment): string {
  return env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? env['USERPROFILE'] ?? homedir(), '.claude')
}

export function agentFolder(env: Environment, { repository }: SkillRoot): string {
  return repository === null ? configFolder(env) : join(repository, '.claude')
}

/**
 * The folder to write skills into, made where there is none. A person's own may be a link: they made it. One in a
 * repository may lead anywhere, and is refused (`skill_place_linked`).
 */
export async function writableRoot(env: Environment, root: SkillRoot): Promise<string> {
  const folder = agentFolder(env, root)
  const skills = join(folder, 'skills')
  if (root.repository !== null) {
    const there = await ifThere(lstat(root.repository))
    if (!there?.isDirectory())
      throw new Problem('project_unavailable', `There is no repository at ${root.repository}.`)
    for (const path of [folder, skills]) {
      const entry = await ifThere(lstat(path))
      if (entry && !entry.isDirectory())
        throw new Problem('skill_place_linked', `${path} is not a plain folder.`, { path })
    }
  }
  await mkdir(skills, { recursive: true })
  return realpath(skills)
}
