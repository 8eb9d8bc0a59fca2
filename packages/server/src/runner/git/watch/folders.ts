// The folders of a checkout that hold what git looks at: tracked files, and untracked ones that are not ignored.
import type { Checkout } from '../changes/checkout.ts'

/** From the top of the checkout, which is `''`. */
export async function foldersOf({ run }: Checkout): Promise<Set<string>> {
  const { text } = await run(
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    'watched-folders',
  )
  return foldersIn(text.split('\0'))
}

/** Every folder above these paths. */
export function foldersIn(paths: Iterable<string>): Set<string> {
  const folders = new Set([''])
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}
