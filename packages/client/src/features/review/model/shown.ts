// What of the changes is on screen while the agent goes on writing: what a reader has before their eyes is replaced only
// when they ask for it, or by what they did themselves. Pure.
import type { ChangedFile } from '@a-parallel/shared'

const byPath = (files: readonly ChangedFile[]) => new Map(files.map((file) => [file.path, file]))

/** Files that differ between what is shown and what is: other content, new, or gone. */
export function drifted(shown: readonly ChangedFile[], latest: readonly ChangedFile[]): string[] {
  const [before, now] = [byPath(shown), byPath(latest)]
  const other = latest.filter(({ path, version }) => before.get(path)?.version !== version)
  const gone = shown.filter(({ path }) => !now.has(path))
  return [...other, ...gone].map(({ path }) => path)
}

/** A list, which may be cut: with more files in all, it goes as far as its last one. */
export type List = { files: readonly ChangedFile[]; total: number }

/** The path as far as which a list goes; null: it has all. */
export const reachOf = ({ files, total }: List): string | null =>
  total > files.length ? (files.at(-1)?.path ?? '') : null

const within = (files: readonly ChangedFile[], reach: string | null) =>
  reach === null ? files : files.filter(({ path }) => path <= reach)

/** The same of two lists, as far as both go: what was cut off is not another. */
export function driftedWithin(
  shown: { files: readonly ChangedFile[]; reach: string | null },
  latest: List,
): string[] {
  return drifted(within(shown.files, reachOf(latest)), within(latest.files, shown.reach))
}

/** Files as they were listed, with what is left of those that something was done to. */
export function leftOf(
  files: readonly ChangedFile[],
  acted: readonly string[],
  left: readonly ChangedFile[],
): ChangedFile[] {
  const gone = new Set([...acted, ...left.map(({ path }) => path)])
  const rest = files.filter(({ path }) => !gone.has(path))
  return [...rest, ...left].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * What is to be shown: `latest` for the files that a person acted on, and for the marks of the others that change nothing
 * a reader sees in the text; the rest stays as it is.
 */
export function kept(
  shown: readonly ChangedFile[],
  latest: readonly ChangedFile[],
  acted: ReadonlySet<string>,
): ChangedFile[] {
  const [before, now] = [byPath(shown), byPath(latest)]
  const paths = new Set([...before.keys(), ...[...acted].filter((path) => now.has(path))])
  const files = [...paths].flatMap((path): ChangedFile[] => {
    const [old, fresh] = [before.get(path), now.get(path)]
    if (acted.has(path)) return fresh ? [fresh] : []
    if (fresh && old && fresh.version === old.version) return [fresh]
    return old ? [old] : []
  })
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
