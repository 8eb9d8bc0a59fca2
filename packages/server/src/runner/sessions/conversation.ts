// Reads all of a session, line by line and twice: first which of its lines belong to its last course, then what they say.
// Between its pieces everything else goes on.
import { Problem } from '@a-parallel/contract/model'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import type { ReadConversation, SessionCodec, SessionReader } from '../drivers/sessions-port.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import { openLineSplitter, type JournalLine } from '../runs/line-splitter.ts'
import { openFile, readAt, readSmall } from './file.ts'

/** Of a longer file the end is read, of a longer line its first words. */
const mostBytes = 256 * 1024 * 1024
const longestLine = 12 * 1024 * 1024
const pieceBytes = 512 * 1024
/** Of subagents: how many are read, and how much of each. */
const mostSubagents = 200
const mostSubagentBytes = 8 * 1024 * 1024
const mostNoteBytes = 64 * 1024

interface ConversationAsk {
  codec: SessionCodec
  path: string
  sessionId: string
  folder: string
}

/** Throws `session_not_found`, `session_unreadable`. */
export async function readConversation(ask: ConversationAsk): Promise<ReadConversation> {
  const { codec, path } = ask
  const opened = await openFile(path)
  if (opened.kind === 'gone') throw new Problem('session_not_found')
  if (opened.kind === 'refused')
    throw new Problem('session_unreadable', `Its file is not read: ${opened.why}.`)
  const { file, stats } = opened
  try {
    const from = Math.max(0, stats.size - mostBytes)
    const course = codec.openCourse()
    const upTo = stats.size
    await eachLine(file, { from, upTo }, (line) => {
      if (line.kind === 'line') course.note(line.text)
    })
    const reader = codec.openReader({ ...ask, isOfCourse: course.course() })
    await eachLine(file, { from, upTo }, (line) => {
      if (line.kind === 'line') reader.read(line.text, line.at)
      else reader.skip(line.bytes, line.head, line.at)
    })
    await readSubagents(ask, reader)
    return reader.end()
  } finally {
    await file.close()
  }
}

interface Span {
  from: number
  upTo: number
}

/** What is written meanwhile is not read: half of a line would be told as broken. */
async function eachLine(
  file: FileHandle,
  { from, upTo }: Span,
  take: (line: JournalLine) => void,
): Promise<void> {
  const splitter = openLineSplitter(from, longestLine)
  let isCut = from > 0
  for (let at = from; at < upTo; at += pieceBytes) {
    const piece = await readAt(file, at, Math.min(pieceBytes, upTo - at))
    for (const line of splitter.push(piece)) {
      if (!isCut) take(line)
      isCut = false
    }
  }
  const rest = splitter.rest()
  // The last line of a program that was killed may be half of one; a whole one is as good as any.
  if (rest?.kind === 'line' && !isCut && isWhole(rest.text)) take(rest)
}

function isWhole(line: string): boolean {
  return line.trimEnd().endsWith('}')
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await ifThere(lstat(path)).catch(() => null)
  return stats?.isDirectory() ?? false
}

/** What subagents said lies in files of their own, each with a note of the call that sent it off. */
async function readSubagents({ codec, path }: ConversationAsk, reader: SessionReader) {
  const own = path.replace(/\.jsonl$/, '')
  const folder = join(own, 'subagents')
  // A link may lead anywhere: none is followed.
  if (!(await isFolder(own)) || !(await isFolder(folder))) return
  const entries = await ifThere(readdir(folder, { withFileTypes: true })).catch(() => null)
  const notes = (entries ?? []).filter((entry) => entry.isFile()).map(({ name }) => name)
  for (const name of notes.filter((one) => one.endsWith('.meta.json')).slice(0, mostSubagents)) {
    const note = await readSmall(join(folder, name), mostNoteBytes)
    const callId = note === null ? null : codec.callOf(note)
    if (callId === null) continue
    const text = join(folder, name.replace(/\.meta\.json$/, '.jsonl'))
    const opened = await openFile(text)
    if (opened.kind !== 'open') continue
    try {
      const upTo = Math.min(opened.stats.size, mostSubagentBytes)
      await eachLine(opened.file, { from: 0, upTo }, (line) => {
        if (line.kind === 'line') reader.readUnder(callId, line.text)
      })
    } finally {
      await opened.file.close()
    }
  }
}
