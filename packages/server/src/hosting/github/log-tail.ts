// The end of a job's log, as an agent can read it. Pure.
import { stripVTControlCharacters } from 'node:util'

const mostLines = 120
const mostCharacters = 12_000

/**
 * The last lines before the steps that only clean up, without the time before each line and without colours.
 */
export function logTail(text: string): string {
  const lines = text.split(/\r?\n/).map(plain)
  const failed = lines.findLastIndex((line) => line.startsWith('##[error]'))
  const end = failed === -1 ? lines.length : failed + 1
  const tail = lines
    .slice(Math.max(0, end - mostLines), end)
    .join('\n')
    .trim()
  return tail.length <= mostCharacters ? tail : `…${tail.slice(-mostCharacters)}`
}

/** A byte order mark, a time like `2026-11-26T09:00:00.1234567Z `, and what colours a terminal. */
function plain(line: string): string {
  return stripVTControlCharacters(line)
    .replace(/^\uFEFF/, '')
    .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z /, '')
}
