// What the fake of GitHub holds: tokens, repositories, pull requests with their reviews and checks.

export interface FakeToken {
  login: string
  /** Null: a fine-grained token, which has permissions instead. */
  scopes: string[] | null
  /** Of a fine-grained token: what it may write. */
  writes?: string[]
  /** Names of repositories it may not even see. */
  blind?: string[]
}

export interface FakeCheck {
  id: number
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: string | null
  output: { title: string | null; summary: string | null }
  log: string | null
  annotations: { path: string; start_line: number; message: string; annotation_level: string }[]
}

export interface FakeReview {
  id: number
  user: { login: string }
  state: string
  body: string
  submitted_at: string
}

/** In the conversation below a pull request. */
export interface FakeSaid {
  id: number
  user: { login: string }
  body: string
  created_at: string
}

export interface FakeComment {
  id: number
  user: { login: string }
  body: string
  path: string
  line: number | null
  diff_hunk: string
  created_at: string
  in_reply_to_id?: number
}

export interface FakePull {
  number: number
  title: string
  body: string
  user: string
  state: 'open' | 'closed'
  merged: boolean
  draft: boolean
  base: string
  /** `acme/lamps`: where its head lies. */
  headRepository: string
  head: string
  createdAt: string
  mergeable: boolean | null
  mergeableState: string
  mergedWith: string | null
  reviews: FakeReview[]
  comments: FakeComment[]
  conversation: FakeSaid[]
}

export interface FakeRepository {
  name: string
  parent: string | null
  private: boolean
  noDrafts: boolean
  methods: { merge: boolean; squash: boolean; rebase: boolean }
  /** The commit of a branch that was pushed; null where there is none. */
  headOf: (branch: string) => string | null
  /** Whether `head` holds commits that `base` does not. */
  ahead: (base: string, head: string) => boolean
  onMerge: (pull: FakePull) => void
  pulls: FakePull[]
  /** By commit. */
  checks: Map<string, FakeCheck[]>
  statuses: Map<
    string,
    { context: string; state: string; description: string; target_url: string | null }[]
  >
}

export function newRepository(name: string, more: Partial<FakeRepository> = {}): FakeRepository {
  return {
    name,
    parent: null,
    private: true,
    noDrafts: false,
    methods: { merge: true, squash: true, rebase: false },
    headOf: () => null,
    ahead: () => true,
    onMerge: () => undefined,
    pulls: [],
    checks: new Map(),
    statuses: new Map(),
    ...more,
  }
}

let lastId = 1000

/** Every id is another one. */
export function newId(): number {
  lastId += 1
  return lastId
}

/** What the answers are made of. */
export interface FakeHost {
  origin: string
  repositories: Map<string, FakeRepository>
}
