// What a pull request is proposed to say: the thread's own words and its commits'. Pure.

export interface ProposalParts {
  threadTitle: string
  /** What the thread was asked first. */
  firstMessage: string
  /** Newest first. */
  commits: readonly { subject: string; body: string }[]
  /** What the repository wants it to say; null: it does not say. */
  template: string | null
}

const longestTitle = 256
const longestAsk = 2000
/** What GitHub takes. */
const longestBody = 65_536

/**
 * One commit speaks for itself; of several the thread's title says what they are for. The repository's template follows, to
 * be filled in, as on GitHub's own page.
 */
export function proposalOf(parts: ProposalParts): { title: string; body: string } {
  const { title, body } = ownWords(parts)
  const whole = [body, parts.template ?? ''].filter((text) => text !== '').join('\n\n')
  return { title, body: cut(whole, longestBody) }
}

function ownWords({ threadTitle, firstMessage, commits }: ProposalParts): {
  title: string
  body: string
} {
  const [only, ...more] = commits
  if (only && more.length === 0 && only.subject !== '')
    return {
      title: cut(only.subject, longestTitle),
      body: withoutTrailers(only.body) || quoted(firstMessage),
    }
  const list = commits
    .toReversed()
    .map(({ subject }) => `- ${subject}`)
    .join('\n')
  const body = [quoted(firstMessage), list].filter(Boolean).join('\n\n')
  return { title: cut(threadTitle, longestTitle), body }
}

function quoted(text: string): string {
  const short = cut(text.trim(), longestAsk)
  return short === ''
    ? ''
    : short
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
}

/** Signed-off-by and the like belong to the commit. */
function withoutTrailers(body: string): string {
  return body.replace(/(?:^|\n)(?:[A-Z][\w-]+-by: .+\n?)+$/, '').trim()
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
