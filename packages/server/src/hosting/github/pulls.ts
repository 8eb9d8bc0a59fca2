// What is asked of GitHub about pull requests, call by call.
import { Problem } from '@a-parallel/contract/model'
import type { CheckReport, MergeMethod, PullRequest } from '@a-parallel/shared'
import type { Api } from './api.ts'
import { logTail } from './log-tail.ts'
import {
  RawAnnotations,
  RawComments,
  RawConversation,
  RawMerge,
  RawPull,
  RawPulls,
  RawRepository,
  RawReviews,
  RawRuns,
  RawStatuses,
} from './shapes.ts'
import { pullRequestOf } from './told.ts'

/** A branch of a repository at the host. */
export interface Head {
  /** `acme/lamps` */
  repository: string
  branch: string
}

export function readRepository(api: Api, name: string): Promise<RawRepository> {
  return api.get(`/repos/${name}`, RawRepository, name)
}

/** The newest pull request of a branch, an open one before all others; null where there is none. */
export async function findPull(api: Api, into: string, head: Head): Promise<number | null> {
  const [owner = ''] = head.repository.split('/')
  const query = new URLSearchParams({ head: `${owner}:${head.branch}`, state: 'all' })
  const all = await api.get(`/repos/${into}/pulls?${query.toString()}&per_page=100`, RawPulls, into)
  const same = (name: string | undefined) => name?.toLowerCase() === head.repository.toLowerCase()
  const own = all.filter(
    ({ head: { ref, repo } }) => ref === head.branch && (repo === null || same(repo.full_name)),
  )
  const found = own.find(({ state }) => state === 'open') ?? own[0]
  return found?.number ?? null
}

const itself = <T>(entries: T[]) => entries

/** All that is shown of a pull request. */
export async function readPull(
  api: Api,
  repository: RawRepository,
  number: number,
): Promise<PullRequest> {
  const name = repository.full_name
  const pull = await api.get(`/repos/${name}/pulls/${number}`, RawPull, name)
  const commit = `/repos/${name}/commits/${pull.head.sha}`
  const [reviews, comments, conversation, runs, statuses] = await Promise.all([
    api.list(`/repos/${name}/pulls/${number}/reviews`, RawReviews, name, itself),
    api.list(`/repos/${name}/pulls/${number}/comments`, RawComments, name, itself),
    // What is said below a pull request stands with the issues, whose number it shares.
    ifAllowed(api.list(`/repos/${name}/issues/${number}/comments`, RawConversation, name, itself)),
    ifAllowed(api.list(`${commit}/check-runs`, RawRuns, name, ({ check_runs }) => check_runs)),
    ifAllowed(api.list(`${commit}/status`, RawStatuses, name, (told) => told.statuses)),
  ])
  return pullRequestOf({ repository, pull, reviews, comments, conversation, runs, statuses })
}

/** A token may see pull requests without seeing checks or issues: that hides no more than these. */
async function ifAllowed<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (cause) {
    const hidden = ['host_scope_missing', 'host_forbids', 'host_repository_unknown']
    if (cause instanceof Problem && hidden.includes(cause.code)) return null
    throw cause
  }
}

export interface NewPull {
  title: string
  body: string
  base: string
  draft: boolean
}

/** Resolves to its number. Throws `pull_request_…` for what the host refuses. */
export async function openPull(
  api: Api,
  into: string,
  head: Head,
  { title, body, base, draft }: NewPull,
): Promise<number> {
  const [owner = ''] = head.repository.split('/')
  const isOwn = into.toLowerCase() === head.repository.toLowerCase()
  const sent = { title, body, base, draft, head: isOwn ? head.branch : `${owner}:${head.branch}` }
  const told = { asked: 'open', repository: into, head: head.branch, base } as const
  const opened = await api.send('POST', `/repos/${into}/pulls`, sent, RawPull, told)
  return opened.number
}

/** Throws `pull_request_moved` unless its head is still this commit. */
export async function mergePull(
  api: Api,
  { repository, number }: Pick<PullRequest, 'repository' | 'number'>,
  ask: { method: MergeMethod; headCommit: string },
): Promise<void> {
  const sent = { merge_method: ask.method, sha: ask.headCommit }
  const path = `/repos/${repository}/pulls/${number}/merge`
  await api.send('PUT', path, sent, RawMerge, { asked: 'merge', repository })
}

const mostMarks = 20

/** Why a check failed. Only runs of GitHub Actions have a log there; its job bears the run's number. */
export async function readReport(
  api: Api,
  repository: string,
  checkId: string,
): Promise<CheckReport> {
  const id = /^run:(\d+)$/.exec(checkId)?.[1]
  if (id === undefined) return { log: null, marks: [] }
  const [marks, log] = await Promise.all([
    ifAllowed(
      api.list(
        `/repos/${repository}/check-runs/${id}/annotations`,
        RawAnnotations,
        repository,
        itself,
      ),
    ),
    api.text(`/repos/${repository}/actions/jobs/${id}/logs`),
  ])
  return {
    log: log === null ? null : logTail(log),
    marks: (marks ?? [])
      .filter(({ annotation_level: level }) => level !== 'notice')
      .slice(0, mostMarks)
      .map(({ path, start_line: line, message }) => `${path}:${line} ${message}`),
  }
}
