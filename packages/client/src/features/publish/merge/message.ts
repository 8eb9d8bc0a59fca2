// What a merge is proposed to say. Pure.
import type { Commit } from '@a-parallel/shared'

export type Worded = 'merge' | 'squash'

/**
 * What the thread is called, and for one commit made of several what each of them said, so that this is not lost. The only
 * commit of a branch says it better.
 * @param commits of the branch alone, newest first.
 */
export function proposedMessage(how: Worded, title: string, commits: readonly Commit[]): string {
  const subject = title.replace(/\s+/g, ' ').trim()
  if (how === 'merge') return subject
  const [only, ...others] = commits
  if (only && others.length === 0)
    return only.body === '' ? only.subject : `${only.subject}\n\n${only.body}`
  const list = commits.toReversed().map((commit) => `- ${commit.subject}`)
  return list.length === 0 ? subject : [subject, '', ...list].join('\n')
}
