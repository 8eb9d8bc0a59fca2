// The face of search: full text over all conversations of a person. The index tells where, the log what stands there.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  Instant,
  OwnerId,
  SearchHit,
} from '@a-parallel/shared'
import type {
  AboutThread,
  SearchDocument,
  SearchIndex,
  SearchPlace,
  ThreadLog,
} from '../store/port.ts'
import { documentsOf } from './documents.ts'
import { followLogs, type FollowPorts } from './follow.ts'
import { phrasesOf, snippetOf, type Phrases, type SnippetPart } from './words.ts'

type Ask = CallRequest<Calls['search']>['query']

export interface Search {
  find(actor: Actor, ask: Ask): CallResult<Calls['search']>
  /** Resolves when nothing of it is at work any more. */
  close(): Promise<void>
}

/** A search whose words stand everywhere, but in threads that are not asked for, ends here; who wants to goes on. */
const mostPlaces = 5_000

/** @param ports with null in place of the index where there can be none. */
export function openSearch(
  ports: Omit<FollowPorts, 'index'> & { index: SearchIndex | null },
): Search {
  const { index, log } = ports
  if (index === null) return noSearch
  const follow = followLogs({ ...ports, index })
  return {
    find(actor, ask) {
      const phrases = phrasesOf(ask.q)
      const found = hitsOf({ index, log }, ownerOf(actor), ask, phrases)
      return { ...found, behind: follow.behind() }
    },
    async close() {
      await follow.stop()
      index.close()
    },
  }
}

const noSearch: Search = {
  find() {
    const next =
      'The server’s log tells why its index cannot be opened. Mend that, and start it again.'
    throw new Problem('search_unavailable', next)
  },
  close: () => Promise.resolve(),
}

type Sources = { index: SearchIndex; log: Pick<ThreadLog, 'read'> }

function hitsOf({ index, log }: Sources, owner: OwnerId, ask: Ask, phrases: Phrases) {
  const { projectId, author, status, archived, limit, after } = ask
  const [path] = phrasesOf(`"${ask.file ?? ''}"`).words
  const [since, until] = [inLog(ask.since), inLog(ask.until)]
  const query = { ...phrases, owner, projectId, author, path, since, until, after }
  const fits = (about: AboutThread) =>
    (status === undefined || about.status === status) &&
    (archived === undefined || about.archived === archived)
  const threads = new Map<string, AboutThread | undefined>()
  const aboutOf = ({ threadId }: SearchPlace) => {
    if (!threads.has(threadId)) threads.set(threadId, index.about([threadId]).get(threadId))
    return threads.get(threadId)
  }
  const documentAt = openDocuments(log)
  const hits: SearchHit[] = []
  const seen = new Set<string>()
  let looked = 0
  let last: string | null = null
  for (const place of index.find(query)) {
    if (hits.length === limit || looked === mostPlaces) return { hits, next: last }
    looked += 1
    last = place.mark
    const about = aboutOf(place)
    if (!about || !fits(about)) continue
    const hit = hitAt(documentAt(place), place, about, phrases)
    const key = `${place.threadId} ${place.itemId ?? 'title'} ${hit?.author}`
    if (!hit || seen.has(key)) continue
    seen.add(key)
    hits.push(hit)
  }
  return { hits, next: null }
}

/** As the log writes moments. */
const inLog = (moment: Instant | undefined) => moment && new Date(moment).toISOString()

/**
 * What stands in a place; undefined for what the log no longer holds there: it was made anew from a backup. What an event
 * holds is read once: that of a fork holds all items of its origin.
 */
function openDocuments(log: Sources['log']): (place: SearchPlace) => SearchDocument | undefined {
  const known = new Map<string, Map<string | null, SearchDocument>>()
  return ({ threadId, seq, itemId }) => {
    const key = `${threadId} ${seq}`
    let documents = known.get(key)
    if (!documents) {
      const all = log.read(threadId, seq - 1, 1).flatMap(documentsOf)
      // The first of an item's comes last, and stays.
      documents = new Map(all.toReversed().map((one) => [one.itemId, one]))
      // Whole messages are not kept for nothing: most events hold one, and lead to one hit.
      if (all.length > 1) known.set(key, documents)
    }
    return documents.get(itemId)
  }
}

function hitAt(
  document: SearchDocument | undefined,
  { threadId, itemId, at }: SearchPlace,
  about: AboutThread,
  phrases: Phrases,
): SearchHit | null {
  if (!document) return null
  const { author, text, beyond = '' } = document
  const snippet = snippetOf(text, phrases)
  const isBeyond = !snippet.some(isFound) && snippetOf(beyond, phrases).some(isFound)
  return { threadId, itemId, at, author, ...about, snippet, leftOut: isBeyond }
}

const isFound = ({ found }: SnippetPart) => found

function ownerOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
