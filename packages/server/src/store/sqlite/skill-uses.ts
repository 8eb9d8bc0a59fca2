// Which threads used which skills: an agent by its tool for them, a person by a slash. Read from the facts themselves.
import type { Instant, OwnerId, ProjectId, SkillUse, ThreadId } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { events, skillUses, threadSummaries } from '../tables.ts'
import type { SkillUseLog } from '../port.ts'
import type { OpenDatabase } from './database.ts'

type Used = [threadId: ThreadId, at: Instant, words: string | null, call: string | null]

const Call = z.object({ skill: z.string() })

export function sqliteSkillUses({ db }: Pick<OpenDatabase, 'db'>): SkillUseLog {
  return {
    used(owner) {
      // Without its index every fact there is would be read: then it is better to be told.
      const rows = db.values<Used>(sql`
        select thread_id, at,
          case when json_valid(data) then data ->> '$.text' end,
          case when json_valid(data) then data ->> '$.item.detail.input' end
        from ${events} indexed by events_of_skills
        where ${skillUses}
          and thread_id in (select id from ${threadSummaries} where owner = ${owner})`)
      const threads = rows.length === 0 ? new Map<string, Thread>() : threadsOf(db, owner)
      const uses = new Map<string, Map<ThreadId, SkillUse>>()
      for (const [threadId, at, words, call] of rows) {
        const name = words === null ? calledBy(call) : /^\/(\S+)/.exec(words)?.[1]
        const thread = threads.get(threadId)
        if (name === undefined || !thread) continue
        const known = uses.get(name) ?? new Map<ThreadId, SkillUse>()
        const before = known.get(threadId)
        if (!before || before.at < at) known.set(threadId, { threadId, at, ...thread })
        uses.set(name, known)
      }
      return uses
    },
  }
}

type Thread = Pick<SkillUse, 'title' | 'projectId'>

/** Of an owner that used any skill. */
function threadsOf(db: OpenDatabase['db'], owner: OwnerId): Map<string, Thread> {
  const rows = db.values<[id: string, title: string, projectId: ProjectId]>(sql`
    select id, coalesce(json_extract(summary, '$.title'), ''), project_id from ${threadSummaries}
    where owner = ${owner} and json_valid(summary)
      and id in (select thread_id from ${events} indexed by events_of_skills where ${skillUses})`)
  return new Map(rows.map(([id, title, projectId]) => [id, { title, projectId }]))
}

function calledBy(input: string | null): string | undefined {
  try {
    return Call.safeParse(JSON.parse(input ?? 'null')).data?.skill
  } catch {
    return undefined // A long input is cut, and no JSON any more: what it called is not told.
  }
}
