// Whose attributes a merge without a checkout obeys: merge drivers, what is text, how lines end. `git merge-tree` reads them
// from the files of whatever checkout it runs in, which here is the other side's.
import type { Environment } from '../../environment.ts'
import type { Run } from '../place.ts'

const file = '.gitattributes'

/**
 * What lets git merge as in a clean checkout of `ours`. Git before 2.41 takes no notice of it.
 * @param base the commit where the two parted; null: as git finds it.
 */
export async function attributesFor(
  run: Run,
  ours: string,
  theirs: string,
  base: string | null,
): Promise<Environment> {
  const asThere = { GIT_ATTR_SOURCE: ours }
  if (!(await renormalizes(run))) return asThere
  const parted = base ?? (await partedAt(run, ours, theirs))
  const [before, own, other] = await Promise.all([
    parted === null ? null : entryAt(run, parted),
    entryAt(run, ours),
    entryAt(run, theirs),
  ])
  const obeyed = obeyedAtTop(before, own, other)
  if (obeyed === own) return asThere
  const { text } = await run(['ls-tree', '-z', '--full-tree', ours], 'attributes-own', {
    access: 'read',
  })
  const rest = own === null ? text : text.replace(own, '')
  const made = await run(['mktree', '-z', '--missing'], 'attributes-made', {
    stdin: rest + (obeyed ?? ''),
  })
  return { GIT_ATTR_SOURCE: made.text.trim() }
}

const known = new WeakMap<Run, Promise<boolean>>()

/** Asked once for one piece of work: many threads are held against each other in it. */
function renormalizes(run: Run): Promise<boolean> {
  const asked = known.get(run) ?? readRenormalize(run)
  known.set(run, asked)
  return asked
}

async function readRenormalize(run: Run): Promise<boolean> {
  const { text } = await run(
    ['config', '--type=bool', '--get', 'merge.renormalize'],
    'renormalizes',
    { access: 'read', successExitCodes: [0, 1] },
  )
  return text.trim() === 'true'
}

/**
 * Where it makes line ends alike, git obeys of the files at the top the one that the merge brings, as far as it knows that
 * when it begins: of three the one that alone was changed, and else the oldest; of a new one its own, or else theirs.
 */
function obeyedAtTop(
  before: string | null,
  own: string | null,
  other: string | null,
): string | null {
  if (before === null) return own ?? other
  if (own === null || other === null) return before
  if (own === before) return other
  return other === before || other === own ? own : before
}

/** As a tree lists it. */
async function entryAt(run: Run, commit: string): Promise<string | null> {
  const args = ['ls-tree', '-z', '--full-tree', commit, '--', file]
  const { text } = await run(args, 'attributes-at', { access: 'read' })
  return text === '' ? null : text
}

async function partedAt(run: Run, ours: string, theirs: string): Promise<string | null> {
  const { text } = await run(['merge-base', ours, theirs], 'parted-at', {
    access: 'read',
    successExitCodes: [0, 1],
  })
  return text.trim() || null
}
