// What git ignores once a checkpoint's files are back, and does not ignore now since the rules for it were changed or went: it
// is left alone as well. A file of passwords, or all that was installed, must not go with the rule that named it.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileChange } from '@a-parallel/shared'
import { withoutEnd } from '../restrict/said-path.ts'
import { ended, split, type Shadow } from './shadow.ts'
import { temporaryFolder } from '../../machine/temporary.ts'

const here = './'
const areRules = (path: string) => /(^|\/)\.gitignore$/.test(path)

/** These changes without what would be taken away and is ignored by the rules of the tree `to`. */
export async function withoutIgnored(
  { run }: Pick<Shadow, 'run'>,
  to: string,
  changes: readonly FileChange[],
): Promise<FileChange[]> {
  const away = changes.filter(({ kind }) => kind === 'taken-away').map(({ path }) => path)
  if (away.length === 0 || !changes.some(({ path }) => areRules(path))) return [...changes]
  const folder = await temporaryFolder('rules')
  try {
    const rules = join(folder, 'rules')
    await mkdir(rules)
    await writeRules(run, to, rules, join(folder, 'index'))
    const ignored = new Set(await ignoredBy(run, rules, away))
    return changes.filter(({ path, kind }) => kind !== 'taken-away' || !ignored.has(path))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The rules of that tree, each file of them where it lies there. */
async function writeRules(
  run: Shadow['run'],
  to: string,
  folder: string,
  index: string,
): Promise<void> {
  const write = { access: 'write', env: { GIT_INDEX_FILE: index } } as const
  await run(['read-tree', to], 'checkpoint-rules-read', write)
  const { text } = await run(['ls-files', '-z'], 'checkpoint-rules', write)
  const rules = split(text).filter(areRules)
  if (rules.length === 0) return
  const args = ['checkout-index', '--force', '-z', '--stdin', `--prefix=${folder}/`]
  await run(args, 'checkpoint-rules-write', { ...write, stdin: ended(rules) })
}

async function ignoredBy(
  run: Shadow['run'],
  folder: string,
  paths: readonly string[],
): Promise<string[]> {
  const place = await run(['rev-parse', '--absolute-git-dir'], 'checkpoint-place')
  const { text } = await run(
    ['check-ignore', '--no-index', '-z', '--stdin'],
    'checkpoint-ignored-then',
    {
      cwd: folder,
      env: {
        GIT_DIR: withoutEnd(place.text),
        GIT_WORK_TREE: folder,
        // Else it says no to all: pathspec magic not supported by this command.
        GIT_LITERAL_PATHSPECS: '0',
      },
      // A path that begins with a colon would be taken for more than a path.
      stdin: ended(paths.map((path) => here + path)),
      successExitCodes: [0, 1],
    },
  )
  return split(text).map((path) => path.slice(here.length))
}
