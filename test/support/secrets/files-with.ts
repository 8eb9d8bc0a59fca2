// Which files below a folder hold a text: what is secret must stand in none.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => read(path)?.includes(text))
}

/** Undefined: it is gone meanwhile, as the files are that git writes beside their place. */
function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
