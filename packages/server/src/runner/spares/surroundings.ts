// What an agent's program looks at once, as it starts: the words, settings and tool servers in its folder, and how git
// stands there. Tells whether one that waits would see the same now.
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../git/core.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { listChanges } from '../git/worktrees/remove.ts'
import { contentOf } from '../trust/content.ts'

const words = ['CLAUDE.md', 'CLAUDE.local.md', '.mcp.json']
const folder = '.claude'

/** Of a checkout, as a short text. */
export async function surroundingsOf(git: Git, cwd: string, trusted: boolean): Promise<string> {
  const [standing, changes, files] = await Promise.all([
    // The commit, and then the name of the branch.
    git(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'], { cwd, name: 'surroundings' }),
    listChanges(git, cwd, trusted),
    filesIn(cwd),
  ])
  const told = [standing.text, changes.toSorted(), files]
  return createHash('sha256').update(JSON.stringify(told)).digest('hex')
}

/** Each file with what it holds. */
async function filesIn(cwd: string): Promise<[string, string | null][]> {
  const paths = [...words, ...(await below(cwd, folder))].toSorted()
  return Promise.all(
    paths.map(async (path): Promise<[string, string | null]> => [
      path,
      (await contentOf(join(cwd, path)))?.text ?? null,
    ]),
  )
}

async function below(cwd: string, at: string): Promise<string[]> {
  const entries = (await ifThere(readdir(join(cwd, at), { withFileTypes: true }))) ?? []
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${at}/${entry.name}`
      return entry.isDirectory() ? below(cwd, path) : [path]
    }),
  )
  return found.flat()
}
