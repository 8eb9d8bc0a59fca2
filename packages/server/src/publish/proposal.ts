// What an agent is asked when it is to word a commit, and what is made of its answer. Pure.
import type { CommitStyle } from '@a-parallel/shared'

const mostSubjects = 20

/**
 * @param subjects of the repository's last commits, newest first.
 * @param task what the thread is called: who is asked need not know the conversation.
 */
export function proposalQuestion(
  staged: string,
  { style, subjects, task }: { style: CommitStyle; subjects: readonly string[]; task: string },
): string {
  return [
    `Write the message for a commit of exactly the change below. Answer with nothing but the message, between ${opening} and ${closing}.`,
    'First a subject of at most 72 characters, without a full stop. Then, only where it says why and the subject does not, an empty line and a short body.',
    ...worded(style, subjects.slice(0, mostSubjects)),
    `It was made in the course of this task: ${task}`,
    `The change:\n\n${staged}`,
  ].join('\n\n')
}

/** A repository that mostly follows Conventional Commits is told to by name, so that its few others are no pattern. */
function worded(style: CommitStyle, subjects: readonly string[]): string[] {
  const conventional = subjects.filter((subject) => conventionalSubject.test(subject))
  if (style === 'conventional' || conventional.length * 2 > subjects.length)
    return [
      conventionalRule,
      ...(conventional.length > 0
        ? [`Use types and scopes as these last commits do:\n${listed(conventional)}`]
        : []),
    ]
  return subjects.length > 0
    ? [`Word it in the style of this repository’s last commits:\n${listed(subjects)}`]
    : ['Use the imperative mood.']
}

const listed = (subjects: readonly string[]) => subjects.map((subject) => `- ${subject}`).join('\n')

const types = 'feat fix docs style refactor perf test build ci chore revert'.split(' ')
const conventionalSubject = new RegExp(`^(${types.join('|')})(\\([^()]+\\))?!?: \\S`, 'i')
const conventionalRule = `Follow Conventional Commits: the subject is “type(scope): description” or “type: description”. The type is one of ${types.join(', ')}; the scope names the part that is concerned and is left out where none is; the description is in the imperative mood. A breaking change has “!” before the colon, and the body ends with a line “BREAKING CHANGE: ” that says what breaks.`

const opening = '<message>'
const closing = '</message>'

/**
 * Null: it is no message. What the agent's program says where its model was not reached (`Not logged in · Please run
 * /login`) comes as an answer too; only what stands between the marks is one.
 */
export function proposalIn(answer: string | null): string | null {
  const said = answer ?? ''
  const from = said.indexOf(opening)
  const to = said.lastIndexOf(closing)
  if (from === -1 || to < from) return null
  const text = said
    .slice(from + opening.length, to)
    .trim()
    .replace(/^```\w*\n([^]*?)\n?```$/, '$1')
    .replace(/^(["'`])([^\n"'`]*)\1$/, '$2')
    .trim()
  return text === '' || text.length > 5000 ? null : text
}

const longestSubject = 72

/** What can be said without an agent: what the thread is called. */
export function plainMessage(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim()
  if (line.length <= longestSubject) return line
  const cut = line.slice(0, longestSubject - 1)
  const space = cut.lastIndexOf(' ')
  return `${space > longestSubject / 2 ? cut.slice(0, space) : cut}…`
}
