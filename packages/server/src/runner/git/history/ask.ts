// What is needed to ask git about a checkout's commits.
import type { GitCall } from '../restrict/calls.ts'
import type { GitOptions, GitOutput } from '../core.ts'

export interface Ask {
  /** Top folder of the checkout. */
  path: string
  run: (
    args: readonly string[],
    name: GitCall,
    more?: Partial<GitOptions>,
  ) => Promise<Pick<GitOutput, 'code' | 'text'>>
}
