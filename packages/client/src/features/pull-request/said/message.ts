// A failing check, or what a reviewer wrote, as a message to the agent. Pure. What others wrote is quoted, and can neither
// name files for the agent to read nor end its quotation.
import type { Check, CheckReport, ReviewComment } from '@a-parallel/shared'

export interface CheckWords {
  /** What failed, and what is to be done. */
  opening: string
  marks: string
  log: string
}

const longestQuote = 8_000

export function checkMessage(
  check: Pick<Check, 'summary'>,
  report: CheckReport,
  words: CheckWords,
): string {
  const { marks, log } = report
  const parts = [
    words.opening,
    check.summary === null ? '' : quoted(check.summary),
    marks.length === 0
      ? ''
      : `${words.marks}\n\n${marks.map((mark) => `- ${harmless(oneLine(mark))}`).join('\n')}`,
    log === null || log === '' ? '' : `${words.log}\n\n${fenced(log, '')}`,
  ]
  return parts.filter(Boolean).join('\n\n')
}

export interface RemarkWords {
  /** Who wrote it and where, and what is to be done. */
  opening: string
}

export interface Remark {
  body: string
  code: string
  /** What was answered to it, oldest first. */
  answers: readonly Pick<ReviewComment, 'by' | 'body'>[]
}

export function remarkMessage({ body, code, answers }: Remark, words: RemarkWords): string {
  const parts = [
    words.opening,
    code === '' ? '' : fenced(code, 'diff'),
    quoted(body),
    ...answers.map((answer) => `${answer.by}:\n\n${quoted(answer.body)}`),
  ]
  return parts.filter(Boolean).join('\n\n')
}

function quoted(text: string): string {
  return harmless(cut(text.trim()))
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** A fence that is longer than any in what it holds. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${harmless(cut(text))}\n${fence}`
}

/** The agent reads every file that a message names behind an @: an invisible joiner keeps others from naming any. */
function harmless(text: string): string {
  return text.replaceAll('@', '@\u2060')
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim())
}

/** Of what is too long the end is kept: there it says why. */
function cut(text: string): string {
  return text.length <= longestQuote ? text : `…${text.slice(-longestQuote)}`
}
