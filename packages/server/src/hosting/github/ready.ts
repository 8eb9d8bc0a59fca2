// Takes a pull request out of its draft. GitHub's REST API has no such call: its GraphQL API is asked, which answers 200 to
// what it refuses as well.
import { Problem } from '@a-parallel/contract/model'
import type { PullRequest } from '@a-parallel/shared'
import { z } from 'zod'
import type { Api } from './api.ts'
import { RawPull } from './shapes.ts'

const wish = `mutation ($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) {
    pullRequest { isDraft }
  }
}`

/** docs.github.com/graphql: `data` is null, or holds a null, where there are errors. */
const Answer = z.object({
  errors: z
    .array(z.object({ type: z.string().catch(''), message: z.string().catch('') }))
    .default([]),
})
type Fault = z.infer<typeof Answer>['errors'][number]

/** Throws what the host refuses it with. Of one that is no draft nothing is asked. */
export async function readyPull(
  api: Api,
  { repository, number }: Pick<PullRequest, 'repository' | 'number'>,
): Promise<void> {
  const path = `/repos/${repository}/pulls/${number}`
  const pull = await api.get(path, RawPull, repository)
  if (!pull.draft) return
  const sent = { query: wish, variables: { id: pull.node_id } }
  const { errors } = await api.graphql(sent, Answer, repository)
  const [first] = errors
  if (first) throw refusalOf(first, api.host)
}

function refusalOf({ type, message }: Fault, host: string): Problem {
  const why = message.slice(0, 300) || type
  switch (type) {
    case 'INSUFFICIENT_SCOPES': {
      const detail = `The token for ${host} may not do this. Make one that has: repo.`
      return new Problem('host_scope_missing', detail, { host, needed: 'repo' })
    }
    case 'FORBIDDEN':
      return new Problem('host_forbids', `${host} refuses this: ${why}`, { host, why })
    case 'NOT_FOUND':
      return new Problem('pull_request_not_found')
    default:
      return new Problem('host_failed', `${host} answered: ${why}`, { host, why })
  }
}
