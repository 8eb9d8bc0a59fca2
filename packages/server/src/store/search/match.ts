// What is asked of the index, in its own language (https://sqlite.org/fts5.html#full_text_query_syntax). Pure.
import type { SearchAuthor } from '@a-parallel/shared'
import type { LoggedThread, SearchQuery } from '../port.ts'

/**
 * The terms that say whose, of which project and by whom a document is. They are words of the index like others, so that a
 * search among few does not walk through all.
 */
export function scopeOf(
  of: Pick<LoggedThread, 'owner' | 'projectId'> & { author: SearchAuthor },
): string {
  return [ownerTerm(of.owner), projectTerm(of.projectId), authorTerm(of.author)].join(' ')
}

/** Null when nothing is asked for. */
export function matchOf(query: SearchQuery): string | null {
  const { words, open, owner, projectId, author, path } = query
  const last = words.length - 1
  const texts = words.map((word, at) => term('text', word, open && at === last))
  if (texts.length === 0 && path === undefined) return null
  return [
    ...texts,
    ...(path === undefined ? [] : [term('paths', path, true)]),
    term('scope', ownerTerm(owner), false),
    ...(projectId === undefined ? [] : [term('scope', projectTerm(projectId), false)]),
    ...(author === undefined ? [] : [term('scope', authorTerm(author), false)]),
  ].join(' AND ')
}

/** Only words of two letters or more may go on: of a single one the index would have to walk through all that begin so. */
function term(column: string, words: string, open: boolean): string {
  const goesOn = open && /[\p{L}\p{N}]{2}$/u.test(words)
  return `${column} : "${words.replaceAll('"', '""')}"${goesOn ? ' *' : ''}`
}

const ownerTerm = (owner: string) => `o${Buffer.from(owner).toString('hex')}`
const projectTerm = (id: string) => `p${id.replaceAll('-', '')}`
const authorTerm = (author: SearchAuthor) => `a${author}`
