// What an agent is asked when it is to word a commit, and what is made of its answer. Pure.
import type { CommitStyle } from '@a-parallel/shared'

const mostSubjects = 20

/** @param subjects of the repository's last commits, newest first. */
export function proposalQuestion(
  staged: string,
  { style, subjects }: { style: CommitStyle; subjects: readonly string[] },
): string {
  return [
    'Write the message for a commit of exactly the change below, and nothing else: no introduction, no quotes, no code fence.',
    'First a subject of at most 72 characters, without a full stop. Then, only where it says why and the subject does not, an empty line and a short body.',
    ...worded(style, subjects.slice(0, mostSubjects)),
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

/** Null: it is no message. */
export function proposalIn(answer: string | null): string | null {
  const text = (answer ?? '')
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
