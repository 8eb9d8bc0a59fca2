// How a driver reads the sessions that the vendor's program keeps in files of its own. Pure: text in, facts and items out.
import type { Item, Turn } from '@a-parallel/shared'

/** What is told of a session by some of its lines. */
export interface SessionFacts {
  /** Where it was held, as its first line says. Null: these are no lines of a session. */
  folder: string | null
  /** As a person or the program named it. */
  title: string | null
  /** The first and the last thing that a person said; empty where it is not among these lines. */
  opening: string
  latest: string
  branch: string | null
  /** The full name of the model that answered last. */
  model: string | null
  startedAt: string | null
  at: string | null
  /** How many things a person or the agent said in these lines. */
  messages: number
}

export interface ReadConversation {
  items: Item[]
  turns: Turn[]
  /** Items in front of these that were too many, or too much, to be kept. */
  omitted: number
}

/** Reads one session from its first line to its last. */
export interface SessionReader {
  /** Never throws: what it cannot read becomes a notice. `at`: the offset of the line in its file. */
  read(line: string, at: number): void
  skip(bytes: number, head: string, at: number): void
  /** The same for what a subagent said under this call of the session. */
  readUnder(callId: string, line: string): void
  end(): ReadConversation
}

/** A first look at all lines of a session, which tells those of its last course: a person may have gone back in between. */
export interface SessionCourse {
  note(line: string): void
  /**
   * Whether a line, by its id, is part of the course that the agent knows. `answered`: of a call's result, the line that
   * it is an answer to; where several calls ran at once, only one of their results lies on the way to the end.
   */
  course(): (uuid: string, answered: string | null) => boolean
}

export interface SessionCodec {
  /** Whether sessions of a working directory (`it`), or perhaps of one inside it, lie in a folder of this name. */
  mayHold(folder: string, cwd: string): 'it' | 'inside' | null
  /** The id that a file's name tells; null: it is no session's. */
  idOf(file: string): string | null
  facts(lines: readonly string[]): SessionFacts
  openCourse(): SessionCourse
  openReader(ask: {
    sessionId: string
    folder: string
    isOfCourse: ReturnType<SessionCourse['course']>
  }): SessionReader
  /** Which call a subagent's file belongs to, by what is noted beside it. */
  callOf(note: string): string | null
  /** Which session a running program holds, by what it notes of itself. */
  running(note: string): { pid: number; start: string | null; sessionId: string } | null
}
