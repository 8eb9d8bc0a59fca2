// A repository's clean and smudge filters are programs, and a fixed list of settings cannot switch them off: they have
// names of the repository's choice. This reads the names and gives the settings that empty them.
import type { Git } from './core.ts'
import type { Environment, Setting } from './environment.ts'

export interface Neutral {
  settings: readonly Setting[]
  env: Environment
}

/**
 * What keeps git's work on the files in `cwd` from running the repository's programs; nothing once it is trusted.
 * A fetch of missing objects (partial clone) is let through unless the repository names the program at the other end,
 * which no setting can overrule.
 */
export async function neutralise(git: Git, cwd: string, trusted = false): Promise<Neutral> {
  return (await readFilters(git, cwd, trusted)).neutral
}

/**
 * The same, and whether parts of the configuration hold only in some directories (`includeIf`): then what was read in
 * one checkout says nothing of another.
 */
export async function readFilters(
  git: Git,
  cwd: string,
  trusted = false,
): Promise<{ neutral: Neutral; conditional: boolean }> {
  if (trusted) return { neutral: { settings: [], env: {} }, conditional: false }
  const { text } = await git(
    ['config', '--includes', '-z', '--name-only', '--get-regexp', '^(filter|remote|includeif)\\.'],
    { cwd, name: 'list-filters', successExitCodes: [0, 1] },
  )
  const names = new Set<string>()
  let namesProgram = false
  let conditional = false
  for (const key of text.split('\0')) {
    const filter = /^filter\.([^]*)\.[^.]+$/.exec(key)?.[1]
    if (filter !== undefined) names.add(filter)
    if (/^remote\.[^]*\.(uploadpack|vcs)$/.test(key)) namesProgram = true
    if (key.startsWith('includeif.')) conditional = true
  }
  const settings = [...names].flatMap((name): Setting[] => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ])
  const neutral = { settings, env: namesProgram ? { GIT_NO_LAZY_FETCH: '1' } : {} }
  return { neutral, conditional }
}
