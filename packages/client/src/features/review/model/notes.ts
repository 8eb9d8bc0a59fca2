// What is to be said of a file’s change in words, because no line of it says so. Pure.
import type { FileDiff } from '@a-parallel/shared'

export type Note =
  | { kind: 'renamed'; from: string }
  | { kind: 'mode'; to: 'executable' | 'plain' | 'link' | 'other' }
  | { kind: 'link' | 'submodule'; before: string | null; after: string | null }
  | { kind: 'binary'; before: number | null; after: number | null }
  | { kind: 'conflicted' | 'empty' | 'space' | 'tooLarge' }
  | { kind: 'long'; lines: number | null }

const modes = { '100755': 'executable', '100644': 'plain', '120000': 'link' } as const

/** In the order in which they are shown. `spaceLeftOut`: changes of white space alone were not asked for. */
export function notesOf(diff: FileDiff, spaceLeftOut: boolean): Note[] {
  const { file, large } = diff
  const notes: Note[] = []
  if (file.kind === 'conflicted') notes.push({ kind: 'conflicted' })
  if (file.from !== null && file.from !== file.path)
    notes.push({ kind: 'renamed', from: file.from })
  const { before, after } = file.modes
  if (before !== null && after !== null && before !== after)
    notes.push({ kind: 'mode', to: modes[after as keyof typeof modes] ?? 'other' }) // Other modes are looked up in vain.
  notes.push(...formNote(diff))
  if (large === 'file') notes.push({ kind: 'tooLarge' })
  if (large === 'diff') {
    const lines = file.added === null ? null : file.added + (file.removed ?? 0)
    notes.push({ kind: 'long', lines })
  }
  if (notes.length === 0 && diff.hunks.length === 0 && file.form === 'text')
    notes.push({ kind: spaceLeftOut ? 'space' : 'empty' })
  return notes
}

function formNote({ file, target, before, after }: FileDiff): Note[] {
  const sides = { before: target?.before ?? null, after: target?.after ?? null }
  if (file.form === 'symlink') return [{ kind: 'link', ...sides }]
  if (file.form === 'submodule') return [{ kind: 'submodule', ...sides }]
  if (file.form !== 'binary') return []
  return [{ kind: 'binary', before: before?.bytes ?? null, after: after?.bytes ?? null }]
}
