// What is asked of the index, in its own language (https://sqlite.org/fts5.html#full_text_query_syntax). Pure.
import type { SearchAuthor } from '@a-parallel/shared'
import type { LoggedThread, SearchDocument, SearchQuery } from '../port.ts'

/**
 * The terms that say whose, of which project, by whom and of which month a document is. They are words of the index like
 * others, so that a search among few does not walk through all.
 */
export function scopeOf(
  of: Pick<LoggedThread, 'owner' | 'projectId'> & Pick<SearchDocument, 'author' | 'at'>,
): string {
  const { owner, projectId, author, at } = of
  const terms = [ownerTerm(owner), projectTerm(projectId), authorTerm(author)]
  return [...terms, monthTerm(monthOf(at))].join(' ')
}

/** Such as 2026-11. */
export const monthOf = (at: string): string => at.slice(0, 7)

/** Null when nothing is asked for, or nothing can be there. @param months that it may be of; null where all are meant. */
export function matchOf(query: SearchQuery, months: readonly string[] | null): string | null {
  const { words, open, owner, projectId, author, path } = query
  const last = words.length - 1
  const texts = words.map((word, at) => term('text', word, open && at === last))
  if (months?.length === 0 || (texts.length === 0 && path === undefined)) return null
  return [
    ...texts,
    ...(path === undefined ? [] : [term('paths', path, true)]),
    term('scope', ownerTerm(owner), false),
    ...(projectId === undefined ? [] : [term('scope', projectTerm(projectId), false)]),
    ...(author === undefined ? [] : [term('scope', authorTerm(author), false)]),
    ...(months === null ? [] : [`scope : (${months.map(monthTerm).join(' OR ')})`]),
  ].join(' AND ')
}

/** Only words of two letters or more may go on: of a single one the index would have to walk through all that begin so. */
function term(column: string, words: string, open: boolean): string {
  const goesOn = open && /[\p{L}\p{N}]{2}$/u.test(words)
  return `${column} : "${words.replaceAll('"', '""')}"${goesOn ? ' *' : ''}`
}

const ownerTerm = (owner: string) => `o${Buffer.from(owner).toString('hex')}`
const projectTerm = (id: string) => `p${id.replaceAll('-', '')}`
const monthTerm = (month: string) => `m${month.replace('-', '')}`
const authorTerm = (author: SearchAuthor) => `a${author}`
