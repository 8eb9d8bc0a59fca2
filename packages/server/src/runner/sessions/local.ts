// The sessions of this machine's agent program, as the port promises them.
import { foldedText, Problem } from '@a-parallel/contract/model'
import { ModelName } from '@a-parallel/contract/nouns'
import type { SessionId, SkippedSession } from '@a-parallel/shared'
import { basename } from 'node:path'
import { listWorktrees } from '../disk/list-worktrees.ts'
import type { SessionCodec } from '../drivers/sessions-port.ts'
import type { Git } from '../git/core.ts'
import type { Environment } from '../skills/roots.ts'
import type { FoundSession, ListSessionsAsk, SessionPage, SessionRunner } from '../sessions-port.ts'
import { readConversation } from './conversation.ts'
import { runningFolder, sessionsFolder } from './folder.ts'
import { openGlances, type Glance } from './glance.ts'
import { belongs, filesOf, type SessionFile } from './places.ts'
import { runningSessions } from './running.ts'

export interface LocalSessionsAsk {
  git: Git
  env: Environment
  codec: SessionCodec
}

/** Files that are looked at side by side. */
const atOnce = 16
const mostNamed = 20

export function localSessions({ git, env, codec }: LocalSessionsAsk): SessionRunner {
  const glance = openGlances(codec)
  const places = { codec, folder: sessionsFolder(env) }
  const rootsOf = async (repository: string): Promise<string[]> => {
    const others = await listWorktrees(git, repository)
    return [repository, ...others.map(({ path }) => path)]
  }
  const open = () => runningSessions(codec, runningFolder(env))
  return {
    async list(ask) {
      const roots = await rootsOf(ask.repository)
      const [files, held] = await Promise.all([filesOf(places, roots), open()])
      const theirs = files.filter(({ id }) => !ask.without.has(id))
      return pageOf(ask, theirs, {
        glance,
        held,
        isOfThese: (folder) => belongs(folder, roots),
      })
    },
    async read({ repository, id }) {
      const roots = await rootsOf(repository)
      const file = (await filesOf(places, roots)).find((one) => one.id === id)
      const seen = file && (await glance(file))
      if (!file || !seen) throw new Problem('session_not_found')
      if (seen.kind === 'skipped')
        throw new Problem('session_unreadable', `Its file is not read: ${seen.why}.`)
      const { folder } = seen.glance.facts
      if (folder === null || !belongs(folder, roots)) throw new Problem('session_not_found')
      const ask = { codec, path: file.path, sessionId: id, folder }
      const read = await readConversation(ask)
      return { session: foundOf(file, seen.glance, folder, await open()), ...read }
    },
  }
}

interface Looking {
  glance: ReturnType<typeof openGlances>
  held: ReadonlySet<string>
  isOfThese: (folder: string) => boolean
}

/** Looks at no more files than the page needs; with words to look for, at as many as it takes to fill it. */
async function pageOf(
  { after, limit, query }: ListSessionsAsk,
  files: readonly SessionFile[],
  { glance, held, isOfThese }: Looking,
): Promise<SessionPage> {
  const words = foldedText(query).split(/\s+/).filter(Boolean)
  const sessions: FoundSession[] = []
  const skipped: SkippedSession[] = []
  const first = after === undefined ? 0 : files.findIndex(({ id }) => id === after) + 1
  for (let at = first; at < files.length && sessions.length <= limit; at += atOnce) {
    const some = files.slice(at, at + atOnce)
    const seen = await Promise.all(some.map((file) => glance(file)))
    for (const [place, file] of some.entries()) {
      const one = seen[place]
      if (!one) continue
      if (one.kind === 'skipped') {
        if (file.isNear) skipped.push({ name: basename(file.path), why: one.why })
      } else {
        const { folder } = one.glance.facts
        if (folder === null || !isOfThese(folder) || !fits(one.glance, words)) continue
        sessions.push(foundOf(file, one.glance, folder, held))
      }
    }
  }
  const page = sessions.slice(0, limit)
  const next = sessions.length > limit ? (page.at(-1)?.id ?? null) : null
  const skippedCount = skipped.length
  return { sessions: page, next, skipped: skipped.slice(0, mostNamed), skippedCount }
}

/** A session in which nothing was said is none that anybody looks for. */
function fits({ facts, isWhole }: Glance, words: readonly string[]): boolean {
  if (isWhole && facts.messages === 0) return false
  const { title, opening, latest, branch } = facts
  const text = foldedText([title ?? '', opening, latest, branch ?? ''].join('\n'))
  return words.every((word) => text.includes(word))
}

function foundOf(
  { id }: SessionFile,
  { facts, bytes, changedAt, isWhole, share }: Glance,
  folder: string,
  held: ReadonlySet<string>,
): FoundSession {
  const { title, opening, branch, model, startedAt, messages } = facts
  return {
    id: id as SessionId, // The codec has read it out of the file's name.
    title,
    opening,
    startedAt,
    at: facts.at ?? instantAt(changedAt),
    branch: branch === '' || branch === 'HEAD' ? null : branch,
    folder,
    model: ModelName.safeParse(model).data ?? null,
    messages: { count: Math.round(messages / share), exact: isWhole },
    bytes,
    isOpen: held.has(id),
  }
}

/** File systems hold times of which no date can be made. */
function instantAt(ms: number): string {
  return new Date(Math.min(Math.max(ms, 0), lastInstant)).toISOString()
}

const lastInstant = Date.UTC(9999, 11, 31)
