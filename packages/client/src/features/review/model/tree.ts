// Changed files as a list of rows: one below the other, or in their folders. Pure.
import type { ChangedFile } from '@a-parallel/shared'

export type ListRow =
  | { kind: 'folder'; path: string; name: string; depth: number; files: number; open: boolean }
  | { kind: 'file'; path: string; name: string; folder: string; depth: number; file: ChangedFile }

/** Files whose path holds every word that was typed. */
export function filtered(files: readonly ChangedFile[], typed: string): readonly ChangedFile[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return files
  return files.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)))
}

export function flatRows(files: readonly ChangedFile[]): ListRow[] {
  return files.map((file) => ({ kind: 'file', ...parts(file.path), depth: 0, file }))
}

/** A path as its folder (with the last `/`) and its name. */
export function parts(path: string): { path: string; folder: string; name: string } {
  const cut = path.lastIndexOf('/') + 1
  return { path, folder: path.slice(0, cut), name: path.slice(cut) }
}

type Folder = { folders: Map<string, Folder>; files: ChangedFile[] }
const emptyFolder = (): Folder => ({ folders: new Map(), files: [] })

/** Folders first, each with what is in it; folders that hold nothing but one folder are one row. */
export function treeRows(files: readonly ChangedFile[], closed: ReadonlySet<string>): ListRow[] {
  const root = emptyFolder()
  for (const file of files) {
    let at = root
    for (const part of file.path.split('/').slice(0, -1)) {
      const next = at.folders.get(part) ?? emptyFolder()
      at.folders.set(part, next)
      at = next
    }
    at.files.push(file)
  }
  return rowsIn(root, '', 0, closed)
}

function rowsIn(at: Folder, path: string, depth: number, closed: ReadonlySet<string>): ListRow[] {
  const names = [...at.folders.keys()].toSorted((a, b) => (a < b ? -1 : 1))
  const folders = names.flatMap((first): ListRow[] => {
    let name = first
    let folder = at.folders.get(first) ?? emptyFolder()
    while (folder.files.length === 0 && folder.folders.size === 1) {
      const [[part, inner]] = [...folder.folders] as [[string, Folder]] // There is exactly one.
      name += `/${part}`
      folder = inner
    }
    const own = path + name
    const open = !closed.has(own)
    const row: ListRow = { kind: 'folder', path: own, name, depth, files: count(folder), open }
    return open ? [row, ...rowsIn(folder, `${own}/`, depth + 1, closed)] : [row]
  })
  const files = at.files.map((file): ListRow => ({
    kind: 'file',
    ...parts(file.path),
    depth,
    file,
  }))
  return [...folders, ...files]
}

function count({ folders, files }: Folder): number {
  let sum = files.length
  for (const inner of folders.values()) sum += count(inner)
  return sum
}

/** Files in the order of the rows that show them. */
export function inOrder(files: readonly ChangedFile[], tree: boolean): readonly ChangedFile[] {
  if (!tree) return files
  return treeRows(files, new Set()).flatMap((row) => (row.kind === 'file' ? [row.file] : []))
}
