// What makes worktrees of this machine ready, as the port promises it.
import { recipeFile } from '@a-parallel/contract/model'
import { agentGitEnvironment } from '../git/environment.ts'
import type { Log } from '../../platform/log.ts'
import type { Git } from '../git/core.ts'
import type { Holder } from '../holder/port.ts'
import type { PreparationRunner } from '../preparation-port.ts'
import { carry } from './carry/carry.ts'
import { offered } from './carry/offered.ts'
import { openSetupCommands } from './commands.ts'
import { areFree } from './free-ports.ts'
import { readRecipeFile, writeRecipeFile } from './recipe-file.ts'
import { readRivalFiles } from './rival-files.ts'
import { agentEnvironment } from '../runs/environment.ts'
import { oneAtATime } from '../local/one-at-a-time.ts'
import type { LocalTrust } from '../local/trust.ts'
import { broughtBySaid } from '../trust/recipe-brought.ts'

export interface LocalPreparationAsk {
  git: Git
  holder: Holder
  /** `preparations`: where what commands print is kept. */
  home: { preparations: string; umask: number }
  env: NodeJS.ProcessEnv
  mayUse: LocalTrust['mayUse']
  log: Log
}

export function localPreparation(ask: LocalPreparationAsk): PreparationRunner {
  const { git, holder, home, env, mayUse, log } = ask
  const ours = { ...agentEnvironment(env), ...agentGitEnvironment() }
  const inTurn = oneAtATime<string>()
  const commands = openSetupCommands(holder, home.preparations, ours, log)
  return {
    ...commands,
    readRecipe: readRecipeFile,
    writeRecipe: writeRecipeFile,
    readRivalFiles,
    async committedRecipe({ repository, branch }) {
      // A branch's name may look like a flag; what is asked for never does.
      const { code, text } = await git(['cat-file', 'blob', `refs/heads/${branch}:${recipeFile}`], {
        cwd: repository,
        name: 'committed-recipe',
        successExitCodes: [0, 128],
      })
      return code === 0 ? text : null
    },
    carry: (wanted) => inTurn(wanted.path, () => carry(git, wanted, home.umask)),
    offered: (wanted) => offered(git, wanted),
    areFree,
    mayRun: ({ repository, path, said }) => mayUse(repository, path, broughtBySaid(said)),
    async run(wanted) {
      // Asked right before: what was trusted may have changed. What runs already is taken up all the same.
      const { repository, cwd, name, command, field, isOwn } = wanted
      const brought = isOwn ? [] : broughtBySaid({ [field]: [{ name, command }] })
      const may = (await commands.isBegun(wanted)) || (await mayUse(repository, cwd, brought))
      return may ? commands.run(wanted) : { kind: 'withheld' }
    },
  }
}
