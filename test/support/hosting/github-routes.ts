// Which request is answered with what.
import {
  checkBody,
  commentBody,
  invalid,
  nodeIdOf,
  notFound,
  ok,
  pullBody,
  refused,
  repositoryBody,
  reviewBody,
  saidBody,
  type FakeAnswer,
} from './github-answers.ts'
import type { FakeHost, FakePull, FakeRepository, FakeToken } from './github-state.ts'

interface Request {
  method: string
  url: URL
  body: Record<string, unknown>
}

interface Place {
  github: FakeHost
  token: FakeToken
  repository: FakeRepository
}

/** Null for what there is not. */
export function route(github: FakeHost, token: FakeToken, request: Request): FakeAnswer | null {
  const { method, url } = request
  if (url.pathname === '/user') return ok({ login: token.login, id: 1, type: 'User' })
  if (url.pathname === '/graphql' && method === 'POST') return graphql(github, token, request)
  const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(url.pathname) ?? []
  const repository = github.repositories.get(name)
  if (!repository || token.blind?.includes(name)) return notFound()
  if (repository.private && token.scopes !== null && !token.scopes.includes('repo'))
    return { ...notFound(), headers: { 'x-accepted-oauth-scopes': 'repo' } }
  const place = { github, token, repository }
  if (method !== 'GET') return write(place, rest, request)
  return ofRepository(place, rest, url) ?? ofPull(place, rest, url) ?? ofCommit(place, rest, url)
}

function ofRepository({ repository }: Place, rest: string, url: URL): FakeAnswer | null {
  if (rest === '') return ok(repositoryBody(repository))
  if (rest !== '/pulls') return null
  const head = url.searchParams.get('head') ?? ''
  const state = url.searchParams.get('state') ?? 'open'
  const found = repository.pulls
    .filter((pull) => `${pull.headRepository.split('/')[0]}:${pull.head}` === head)
    .filter((pull) => state === 'all' || pull.state === state)
    .toReversed()
  return ok(found.map((pull) => pullBody(repository, pull, headOf(repository, pull), true)))
}

function headOf(repository: FakeRepository, { head }: FakePull): string {
  return repository.headOf(head) ?? 'a'.repeat(40)
}

/** Thirty entries of a list unless more are asked for, and never more than a hundred. */
function pageOf<T>(url: URL, all: readonly T[]): T[] {
  const asked = (name: string, otherwise: number) => Number(url.searchParams.get(name) ?? otherwise)
  const size = Math.min(100, asked('per_page', 30))
  const from = (asked('page', 1) - 1) * size
  return all.slice(from, from + size)
}

function ofPull({ repository }: Place, rest: string, url: URL): FakeAnswer | null {
  const [, kind, number, part] =
    /^\/(pulls|issues)\/(\d+)(?:\/(reviews|comments))?$/.exec(rest) ?? []
  const pull = repository.pulls.find((one) => one.number === Number(number))
  if (!pull) return null
  const page = `https://github.com/${repository.name}/pull/${pull.number}`
  if (kind === 'issues')
    return part === 'comments'
      ? ok(pageOf(url, pull.conversation).map((said) => saidBody(page, said)))
      : null
  if (part === 'reviews')
    return ok(pageOf(url, pull.reviews).map((review) => reviewBody(page, review)))
  if (part === 'comments')
    return ok(pageOf(url, pull.comments).map((comment) => commentBody(page, comment)))
  return ok(pullBody(repository, pull, headOf(repository, pull)))
}

function ofCommit({ github, token, repository }: Place, rest: string, url: URL): FakeAnswer | null {
  const [, sha = '', part] = /^\/commits\/([0-9a-f]{40})\/(check-runs|status)$/.exec(rest) ?? []
  if (part === 'check-runs') {
    if (token.scopes === null && token.writes?.includes('no-checks'))
      return forbidden('checks=read')
    const all = repository.checks.get(sha) ?? []
    const runs = pageOf(url, all).map((check) => checkBody(repository.name, check))
    return ok({ total_count: all.length, check_runs: runs })
  }
  if (part === 'status') {
    const all = repository.statuses.get(sha) ?? []
    return ok({ state: 'pending', sha, total_count: all.length, statuses: pageOf(url, all) })
  }
  const [, kind, id] = /^\/(check-runs\/(?=\d+\/annotations)|actions\/jobs\/)(\d+)/.exec(rest) ?? []
  const check = [...repository.checks.values()].flat().find((one) => one.id === Number(id))
  if (!check) return null
  if (kind === 'check-runs/') return ok(pageOf(url, check.annotations))
  if (check.log === null) return null
  const location = `${github.origin}/blobs/${encodeURIComponent(check.log)}`
  return { status: 302, body: null, headers: { location } }
}

function forbidden(permissions: string): FakeAnswer {
  const headers = { 'x-accepted-github-permissions': permissions }
  return refused(403, 'Resource not accessible by personal access token', {}, headers)
}

function write(place: Place, rest: string, { body }: Request): FakeAnswer | null {
  const { token } = place
  if (token.scopes === null && !token.writes?.includes('pull_requests'))
    return forbidden('pull_requests=write')
  if (rest === '/pulls') return open(place, body)
  const [, number] = /^\/pulls\/(\d+)\/merge$/.exec(rest) ?? []
  const pull = place.repository.pulls.find((one) => one.number === Number(number))
  return pull ? merge(place, pull, body) : null
}

function open({ token, repository, github }: Place, body: Record<string, unknown>): FakeAnswer {
  const [title, head, base] = [body.title, body.head, body.base].map(String)
  const [owner, branch] = head!.includes(':')
    ? head!.split(':')
    : [repository.name.split('/')[0], head]
  const from = [...github.repositories.values()].find(
    ({ name, parent }) =>
      name.startsWith(`${owner}/`) && (name === repository.name || parent === repository.name),
  )
  if (!from || from.headOf(branch!) === null) return invalid({ field: 'head', code: 'invalid' })
  if (repository.headOf(base!) === null) return invalid({ field: 'base', code: 'invalid' })
  if (!from.ahead(base!, branch!))
    return invalid({ code: 'custom', message: `No commits between ${base} and ${branch}` })
  const there = repository.pulls.some((one) => one.state === 'open' && one.head === branch)
  if (there)
    return invalid({
      code: 'custom',
      message: `A pull request already exists for ${owner}:${branch}.`,
    })
  if (body.draft === true && repository.noDrafts)
    return refused(422, 'Draft pull requests are not supported in this repository.', { errors: [] })
  const pull: FakePull = {
    number: repository.pulls.length + 1,
    title: title!,
    body: typeof body.body === 'string' ? body.body : '',
    user: token.login,
    state: 'open',
    merged: false,
    draft: body.draft === true,
    base: base!,
    headRepository: from.name,
    head: branch!,
    createdAt: '2026-11-26T09:00:00Z',
    mergeable: true,
    mergeableState: body.draft === true ? 'draft' : 'clean',
    mergedWith: null,
    reviews: [],
    comments: [],
    conversation: [],
  }
  repository.pulls.push(pull)
  return ok(pullBody(repository, pull, headOf(repository, pull)), 201)
}

function merge({ repository }: Place, pull: FakePull, body: Record<string, unknown>): FakeAnswer {
  const head = headOf(repository, pull)
  if (body.sha !== undefined && body.sha !== head)
    return refused(409, 'Head branch was modified. Review and try the merge again.')
  const allowed =
    pull.mergeable === true && ['clean', 'unstable', 'has_hooks'].includes(pull.mergeableState)
  if (pull.state !== 'open' || !allowed) return refused(405, 'Pull Request is not mergeable')
  const method = typeof body.merge_method === 'string' ? body.merge_method : 'merge'
  if (!repository.methods[method as keyof FakeRepository['methods']])
    // One of three, as asked.
    return refused(405, `${method} merges are not allowed on this repository.`)
  Object.assign(pull, { state: 'closed', merged: true, mergedWith: method })
  repository.onMerge(pull)
  return ok({ sha: head, merged: true, message: 'Pull Request successfully merged' })
}

const mutation = 'markPullRequestReadyForReview'

/** The GraphQL API, which refuses with 200; of it there is one mutation. */
function graphql(github: FakeHost, token: FakeToken, { body }: Request): FakeAnswer {
  const faulty = (type: string, message: string) =>
    ok({ data: { [mutation]: null }, errors: [{ type, path: [mutation], message }] })
  const { query, variables } = body as { query: string; variables: { id: string } } // As the mutation has it.
  if (!query.includes(mutation)) return ok({ errors: [{ message: 'Field does not exist' }] })
  for (const repository of github.repositories.values())
    for (const pull of repository.pulls) {
      if (nodeIdOf(repository.name, pull.number) !== variables.id) continue
      if (token.scopes === null && !token.writes?.includes('pull_requests'))
        return faulty('FORBIDDEN', 'Resource not accessible by personal access token')
      if (token.scopes !== null && !token.scopes.includes('repo'))
        return faulty('INSUFFICIENT_SCOPES', 'Your token has not been granted the required scopes')
      Object.assign(pull, { draft: false, mergeableState: 'clean' })
      return ok({ data: { [mutation]: { pullRequest: { isDraft: false } } } })
    }
  return faulty('NOT_FOUND', `Could not resolve to a node with the global id of '${variables.id}'`)
}
