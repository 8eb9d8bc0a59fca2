// What an agent is asked when it is to word a commit, and what is made of its answer. Pure.

const mostSubjects = 20

/** @param subjects of the repository's last commits, newest first. */
export function proposalQuestion(staged: string, subjects: readonly string[]): string {
  const style =
    subjects.length > 0
      ? `Word it in the style of this repository’s last commits:\n${subjects
          .slice(0, mostSubjects)
          .map((subject) => `- ${subject}`)
          .join('\n')}`
      : 'Use the imperative mood.'
  return [
    'Write the message for a commit of exactly the change below, and nothing else: no introduction, no quotes, no code fence.',
    'First a subject of at most 72 characters, without a full stop. Then, only where it says why and the subject does not, an empty line and a short body.',
    style,
    `The change:\n\n${staged}`,
  ].join('\n\n')
}

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
