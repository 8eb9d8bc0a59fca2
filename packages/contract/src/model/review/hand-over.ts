// What an agent is told that is to solve the conflicts in its checkout: what both sides were for, as far as the threads
// and the commits tell. Pure.
import type { Operation } from '../../nouns/review/change.ts'
import type { ConflictedFile } from '../../nouns/review/publish.ts'

export interface ConflictParty {
  title: string
  /** What its agent said last. */
  lastWords: string | null
}

export interface HandOver {
  operation: Operation
  files: readonly ConflictedFile[]
  ours: ConflictParty & { subjects: readonly string[] }
  theirs: { subjects: readonly string[]; threads: readonly ConflictParty[] }
}

const mostFiles = 50
const mostWords = 1500

export function handOverMessage({ operation, files, ours, theirs }: HandOver): string {
  return [
    `A ${operation} stopped in your working directory, because two lines of work changed the same places. Solve the conflicts so that the intent of both sides holds.`,
    `Files in conflict:\n${list(files.slice(0, mostFiles).map(fileLine))}${files.length > mostFiles ? `\n- and ${files.length - mostFiles} more` : ''}`,
    `This side, “${ours.title}”:\n${intent(ours, ours.subjects)}`,
    `The other side:\n${otherSide(theirs)}`,
    `When the files are right, run the tests that concern them, \`git add\` each file, and end it with \`git -c core.editor=true ${operation} --continue\`. Do not abort it, and do not drop either side’s change without saying so.`,
  ].join('\n\n')
}

function fileLine({ path, ours, theirs }: ConflictedFile): string {
  if (ours && theirs) return path
  if (!ours && !theirs) return `${path} (deleted on both sides)`
  return `${path} (${ours ? 'deleted on the other side' : 'deleted on this side'})`
}

function otherSide({ subjects, threads }: HandOver['theirs']): string {
  const known = threads.map((thread) => `“${thread.title}”:\n${intent(thread, [])}`)
  const commits = subjects.length > 0 ? [`Its commits in these files:\n${list(subjects)}`] : []
  const told = [...known, ...commits]
  return told.length > 0 ? told.join('\n') : 'Nothing more is known of it; read its commits.'
}

function intent({ lastWords }: ConflictParty, subjects: readonly string[]): string {
  const words = lastWords === null ? [] : [`Its agent said last: ${short(lastWords)}`]
  const commits = subjects.length > 0 ? [`Its commits in these files:\n${list(subjects)}`] : []
  const told = [...words, ...commits]
  return told.length > 0 ? told.join('\n') : 'Nothing more is known of it.'
}

function list(entries: readonly string[]): string {
  return entries.map((entry) => `- ${entry}`).join('\n')
}

function short(text: string): string {
  return text.length <= mostWords ? text : `${text.slice(0, mostWords)}…`
}
