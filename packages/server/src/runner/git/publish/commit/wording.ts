// How the next commit is to be described: what is staged, and how the repository words its commits.
import { parentOf } from '../../changes/sides.ts'
import type { Run } from '../place.ts'
import { describeNew } from './new-files.ts'

const fewSubjects = 20

/** The subjects of the last commits, as a pattern for the next one. */
export async function lastSubjects(run: Run): Promise<string[]> {
  const args = ['--no-merges', '--format=%s', '--no-show-signature', '--no-color']
  const { code, text } = await run(
    ['log', `--max-count=${fewSubjects}`, ...args, '--'],
    'last-subjects',
    { access: 'read', successExitCodes: [0, 128] },
  )
  return code === 0 ? text.split('\n').filter((subject) => subject !== '') : []
}

/** Characters; git is asked for no more than may be needed for them. */
const mostOfDiff = 24_000
const mostBytesOfCharacter = 4

/** What the commit is made of: what is staged, or all there is; one that is amended keeps what it holds. */
export interface CommitParts {
  all: boolean
  amend: boolean
}

/**
 * What would be committed, for someone who is to describe it; cut where it is long, empty where there is nothing.
 * @param path of the checkout's top folder.
 */
export async function describeCommit(
  run: Run,
  path: string,
  { all, amend }: CommitParts,
): Promise<string> {
  const against = await revisionsOf(run, { all, amend })
  const common = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--find-renames']
  const enough = { enoughBytes: mostOfDiff * mostBytesOfCharacter }
  const reading = { access: 'read' as const, successExitCodes: [0, 128], ...enough }
  const [stat, patch, fresh] = await Promise.all([
    run([...common, '--stat=100', ...against, '--'], 'describe-staged', reading),
    run([...common, '--unified=1', ...against, '--'], 'describe-staged', reading),
    all ? run(['ls-files', '-z', '--others', '--exclude-standard'], 'describe-new', reading) : null,
  ])
  const paths = fresh?.text.split('\0').filter((name) => name !== '') ?? []
  const whole = `${stat.text}\n${patch.text}\n${await describeNew(path, paths)}`.trim()
  return whole.length <= mostOfDiff ? whole : `${whole.slice(0, mostOfDiff)}\n(cut here)`
}

async function revisionsOf(run: Run, { all, amend }: CommitParts): Promise<string[]> {
  if (amend) return ['--cached', await parentOf({ run }, 'HEAD')]
  return all ? ['HEAD'] : ['--cached']
}
