// Which threads used which skills: an agent by its tool for them, a person by a slash. Read from the facts themselves.
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { events, skillUses, threadSummaries } from '../tables.ts'
import type { SkillUseLog } from '../port.ts'
import type { OpenDatabase } from './database.ts'

type Used = [threadId: string, words: string | null, call: string | null]

const Call = z.object({ skill: z.string() })

export function sqliteSkillUses({ db }: Pick<OpenDatabase, 'db'>): SkillUseLog {
  return {
    used(owner) {
      // Without its index every fact there is would be read: then it is better to be told.
      const rows = db.values<Used>(sql`
        select thread_id,
          case when json_valid(data) then data ->> '$.text' end,
          case when json_valid(data) then data ->> '$.item.detail.input' end
        from ${events} indexed by events_of_skills
        where ${skillUses}
          and thread_id in (select id from ${threadSummaries} where owner = ${owner})`)
      const threads = new Map<string, Set<string>>()
      for (const [threadId, words, call] of rows) {
        const name = words === null ? calledBy(call) : /^\/(\S+)/.exec(words)?.[1]
        if (name === undefined) continue
        const known = threads.get(name) ?? new Set()
        threads.set(name, known.add(threadId))
      }
      return threads
    },
  }
}

function calledBy(input: string | null): string | undefined {
  try {
    return Call.safeParse(JSON.parse(input ?? 'null')).data?.skill
  } catch {
    return undefined // A long input is cut, and no JSON any more: what it called is not told.
  }
}
