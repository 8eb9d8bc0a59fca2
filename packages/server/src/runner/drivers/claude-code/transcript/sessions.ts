// The program's own sessions: how their files and folders are named, and what reads them.
import { z } from 'zod'
import type { SessionCodec } from '../../sessions-port.ts'
import { openCourse } from './course.ts'
import { factsOf } from './facts.ts'
import { openReader } from './reader.ts'

/** A longer name of a folder is cut there, and a checksum put behind it. */
const longestName = 200
const fileName =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.jsonl$/

/** Beside a subagent's file: which call sent it off. */
const SubagentNote = z.object({ toolUseId: z.string().min(1).max(190) })

/** What a running program notes of itself. */
const RunningNote = z.object({
  pid: z.number().int().positive(),
  sessionId: z.uuid(),
  procStart: z.union([z.string(), z.number()]).nullish(),
})

export const sessions: SessionCodec = {
  mayHold(folder, cwd) {
    const name = cwd.replaceAll(/[^A-Za-z0-9]/g, '-')
    if (folder === name) return 'it'
    const isLong = name.length >= longestName
    const beginning = isLong ? name.slice(0, longestName) : `${name}-`
    return folder.startsWith(beginning) ? 'inside' : null
  },
  idOf: (file) => fileName.exec(file)?.[1] ?? null,
  facts: factsOf,
  openCourse,
  openReader,
  callOf: (note) => parsed(SubagentNote, note)?.toolUseId ?? null,
  running(note) {
    const read = parsed(RunningNote, note)
    if (!read) return null
    const { pid, sessionId, procStart } = read
    return { pid, sessionId, start: procStart == null ? null : String(procStart) }
  },
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // No JSON: it tells nothing.
  }
}
