// A file of a checkout as it is, and what is found on the way to one.
import { z } from 'zod'
import { FileForm } from '../review/change.ts'

export const FoundFile = z.object({
  path: z.string(),
  /** The thread changed it, or wrote it anew. */
  changed: z.boolean(),
  /** It was looked at lately. */
  recent: z.boolean(),
})
export type FoundFile = z.infer<typeof FoundFile>

/** The most telling first: what is found is shown in this order. */
export const SymbolKind = z.enum([
  'class',
  'interface',
  'struct',
  'enum',
  'trait',
  'type',
  'module',
  'function',
  'method',
  'macro',
  'constant',
  'variable',
  'property',
])
export type SymbolKind = z.infer<typeof SymbolKind>

/** Where something is defined, as far as its line tells. */
export const FoundSymbol = z.object({
  name: z.string(),
  kind: SymbolKind,
  path: z.string(),
  /** Of the file; the first is 1. */
  line: z.number().int(),
  /** What stands there, without the space around it. */
  text: z.string(),
  /** The thread changed the file. */
  changed: z.boolean(),
})
export type FoundSymbol = z.infer<typeof FoundSymbol>

export const WholeFile = z.object({
  path: z.string(),
  form: FileForm,
  bytes: z.number().int(),
  /** Its owner may run it. */
  executable: z.boolean(),
  /** Null for what has no lines; `large` tells whether they were left out. */
  text: z.string().nullable(),
  /** `long`: not shown unasked. `file`: too large to be shown at all. */
  large: z.enum(['long', 'file']).nullable(),
  /** False: what is no UTF-8 stands in the text as U+FFFD. */
  isUtf8: z.boolean(),
  /** Where the link leads, or which commit the submodule is at. */
  target: z.string().nullable(),
  /** Another one once the file was written. */
  version: z.string(),
})
export type WholeFile = z.infer<typeof WholeFile>
