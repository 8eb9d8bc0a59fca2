// The shapes in which GitHub's REST API tells of things, as its documentation shows them; only what may matter.
import type {
  FakeCheck,
  FakeComment,
  FakePull,
  FakeRepository,
  FakeReview,
  FakeSaid,
} from './github-state.ts'

export interface FakeAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

const docs = 'https://docs.github.com/rest'

export const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body })

export const refused = (
  status: number,
  message: string,
  more: object = {},
  headers: Record<string, string> = {},
): FakeAnswer => ({
  status,
  body: { message, ...more, documentation_url: docs, status: String(status) },
  headers,
})

export const notFound = (): FakeAnswer => refused(404, 'Not Found')

export const invalid = (error: object): FakeAnswer =>
  refused(422, 'Validation Failed', { errors: [{ resource: 'PullRequest', ...error }] })

export function repositoryBody(repository: FakeRepository): object {
  const { name, parent, methods } = repository
  return {
    full_name: name,
    private: repository.private,
    fork: parent !== null,
    default_branch: 'main',
    html_url: `https://github.com/${name}`,
    permissions: { pull: true, push: true },
    allow_merge_commit: methods.merge,
    allow_squash_merge: methods.squash,
    allow_rebase_merge: methods.rebase,
    ...(parent !== null && { parent: { full_name: parent, default_branch: 'main' } }),
  }
}

const ownerOf = (name: string) => name.split('/')[0]!

export const nodeIdOf = (repository: string, number: number) => `PR_${repository}#${number}`

/** `inList`: the list of pull requests leaves out whether they can be merged. */
export function pullBody(
  { name }: FakeRepository,
  pull: FakePull,
  head: string,
  inList = false,
): object {
  const { number, title, body, state, draft, createdAt } = pull
  return {
    number,
    node_id: nodeIdOf(name, number),
    title,
    body,
    state,
    draft,
    html_url: `https://github.com/${name}/pull/${number}`,
    user: { login: pull.user },
    created_at: createdAt,
    merged_at: pull.merged ? createdAt : null,
    head: {
      ref: pull.head,
      sha: head,
      label: `${ownerOf(pull.headRepository)}:${pull.head}`,
      repo: { full_name: pull.headRepository },
    },
    base: { ref: pull.base, sha: 'b'.repeat(40), repo: { full_name: name } },
    ...(!inList && {
      merged: pull.merged,
      mergeable: pull.mergeable,
      mergeable_state: pull.mergeableState,
    }),
  }
}

export const reviewBody = (page: string, review: FakeReview): object => ({
  ...review,
  html_url: `${page}#pullrequestreview-${review.id}`,
})

export const saidBody = (page: string, said: FakeSaid): object => ({
  ...said,
  html_url: `${page}#issuecomment-${said.id}`,
})

export const commentBody = (page: string, comment: FakeComment): object => ({
  ...comment,
  original_line: comment.line ?? 1,
  html_url: `${page}#discussion_r${comment.id}`,
})

export function checkBody(name: string, { id, ...check }: FakeCheck): object {
  const page = `https://github.com/${name}/actions/runs/77/job/${id}`
  return {
    id,
    name: check.name,
    status: check.status,
    conclusion: check.conclusion,
    output: { ...check.output, text: null, annotations_count: check.annotations.length },
    html_url: page,
    details_url: page,
    started_at: '2026-11-26T09:00:00Z',
    completed_at: check.status === 'completed' ? '2026-11-26T09:01:30Z' : null,
    app: { slug: check.log === null ? 'other-ci' : 'github-actions', name: 'GitHub Actions' },
  }
}
