// Git at work in a checkout whose changes are looked at. What the repository's configuration says of programs and of how
// a diff is written is overruled here, in one place. Must never start git inside a submodule: another configuration
// would hold there.
import type { GitCall } from '../restrict/calls.ts'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import type { Setting } from '../environment.ts'
import { neutralise } from '../filters.ts'
import { openPartings, type Partings } from '../history/partings.ts'
import { readSettings, type ReadSettings, type StandingSetting } from '../restrict/settings.ts'

export interface CheckoutPlace {
  /** Top folder of the checkout. */
  path: string
  trusted?: boolean | undefined
}

export interface Checkout {
  readonly path: string
  /** Git's settings as they hold there. */
  readonly settings: () => Promise<readonly StandingSetting[]>
  readonly partings: Partings
  /** Filters of the repository that do not run here. */
  readonly filtersOff: readonly string[]
  /** Runs git at the top of the checkout. */
  readonly run: (
    args: readonly string[],
    name: GitCall,
    more?: Partial<GitOptions>,
  ) => Promise<GitOutput>
}

/** Bytes. A larger file is not compared with anything. */
export const largestCompared = 20 * 1024 * 1024

const settings: readonly Setting[] = [
  ['core.quotePath', 'false'],
  ['core.safecrlf', 'false'],
  ['diff.suppressBlankEmpty', 'false'],
  ['diff.wsErrorHighlight', 'none'],
]

/** What is remembered from one look to the next. */
interface Known {
  read: ReadSettings
  partings: Partings
}

export async function openCheckout(
  git: Git,
  place: CheckoutPlace,
  known: Partial<Known> = {},
): Promise<Checkout> {
  const { path, trusted = false } = place
  const { read = (...at) => readSettings(git, ...at), partings = openPartings() } = known
  const neutral = await neutralise(git, path, trusted, read)
  return {
    path,
    settings: () => read(path),
    partings,
    filtersOff: neutral.filtersOff,
    run: (args, name, more = {}) =>
      git(args, {
        cwd: path,
        name,
        trusted,
        maxOutputBytes: 256 << 20,
        ...more,
        settings: [...neutral.settings, ...settings, ...(more.settings ?? [])],
        env: { ...neutral.env, ...more.env },
      }),
  }
}
