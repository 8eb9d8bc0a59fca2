// How the next commit is to be described: what is staged, and how the repository words its commits.
import type { Run } from '../place.ts'

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

/** What would be committed, for someone who is to describe it; cut where it is long, empty where there is nothing. */
export async function describeStaged(run: Run, all: boolean): Promise<string> {
  const against = all ? 'HEAD' : '--cached'
  const common = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--find-renames']
  const enough = { enoughBytes: mostOfDiff * mostBytesOfCharacter }
  const reading = { access: 'read' as const, successExitCodes: [0, 128], ...enough }
  const [stat, patch, fresh] = await Promise.all([
    run([...common, '--stat=100', against, '--'], 'describe-staged', reading),
    run([...common, '--unified=1', against, '--'], 'describe-staged', reading),
    all ? run(['ls-files', '--others', '--exclude-standard'], 'describe-new', reading) : null,
  ])
  const added = fresh?.text ? `New files:\n${fresh.text}\n` : ''
  const whole = `${stat.text}${added}\n${patch.text}`.trim()
  return whole.length <= mostOfDiff ? whole : `${whole.slice(0, mostOfDiff)}\n(cut here)`
}
