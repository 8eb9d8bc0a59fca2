// How the server is asked for changes: addresses begin to be asked for by the page's first script, and the calls that come
// behind it must ask for the very same. Pure.
import type { ChangedFile } from '@a-parallel/shared'
import { scopeText, readScope, type Between } from './scope.ts'
import { inOrder } from './tree.ts'

/** Lines around each change; `whole`: also what is too long to be shown unasked. */
export type How = { context: number; whole: boolean }
export const usualHow: How = { context: 3, whole: false }

/** What an address says of the changes: `scope` and `file` as they stand there. */
export type Wanted = { scope?: string | undefined; file?: string | undefined }

/** The query of `readDiff` for one file. */
export function diffQuery(
  between: Between,
  ignoreSpace: boolean,
  { path, from }: Pick<ChangedFile, 'path' | 'from'>,
  { context, whole }: How = usualHow,
) {
  return {
    ...between,
    path,
    ...(from !== null && from !== path && { from }),
    context,
    ...(ignoreSpace && { ignoreSpace: 'true' }),
    ...(whole && { whole: 'true' }),
  }
}

/** What is compared where this stands in the address; null where no list of files is shown. */
export function listed({ scope }: Wanted): Between | null {
  const between = readScope(scope)
  return scope === undefined || scopeText(between) === scope ? between : null
}

/** The file whose lines are shown first. */
export function firstShown(
  files: readonly ChangedFile[],
  tree: boolean,
  { file }: Wanted,
): ChangedFile | undefined {
  return files.find(({ path }) => path === file) ?? inOrder(files, tree)[0]
}
