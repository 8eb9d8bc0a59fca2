// Git at work in a checkout whose changes are looked at. What the repository's configuration says of programs and of how
// a diff is written is overruled here, in one place. Must never start git inside a submodule: another configuration
// would hold there.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Git, GitOptions, GitOutput } from '../core.ts'
import type { Setting } from '../environment.ts'
import { neutralise } from '../filters.ts'
import { ifThere } from '../worktrees/if-there.ts'

export interface CheckoutPlace {
  /** Top folder of the checkout. */
  path: string
  trusted?: boolean | undefined
}

export interface Checkout {
  readonly path: string
  /** Runs git at the top of the checkout. */
  readonly run: (
    args: readonly string[],
    name: string,
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

export async function openCheckout(git: Git, place: CheckoutPlace): Promise<Checkout> {
  const { path, trusted = false } = place
  const neutral = await neutralise(git, path, trusted)
  return {
    path,
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

/** Where git keeps what belongs to this checkout alone: its index, its HEAD. Null where there is no repository. */
export async function gitDirOf(path: string): Promise<string | null> {
  const place = join(path, '.git')
  const pointer = await ifThere(
    readFile(place, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EISDIR') return ''
      throw cause
    }),
  )
  if (pointer === null) return null
  if (pointer === '') return place
  const said = /^gitdir: (.+)\n?$/.exec(pointer)?.[1]
  return said === undefined ? null : resolve(path, said)
}
