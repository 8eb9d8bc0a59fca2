// Reads what `git status --porcelain=v2 -z --branch` says. Pure.

/** One path of which something is not committed. */
export interface StatusEntry {
  path: string
  /** Its earlier path, when git takes it for renamed. */
  from: string | null
  /** How the index differs from HEAD, and the files from the index: one letter each, `.` for not at all. */
  index: string
  files: string
  conflicted: boolean
  untracked: boolean
  /** File modes and objects in HEAD and in the index; null where there is none. */
  head: { mode: string; oid: string } | null
  staged: { mode: string; oid: string } | null
  /** The file's mode in the checkout; null where there is none, or where git does not say. */
  mode: string | null
}

export interface Status {
  /** Null: no commit yet. */
  head: string | null
  /** Null: HEAD is detached. */
  branch: string | null
  upstream: { name: string; gone: boolean; ahead: number; behind: number } | null
  entries: StatusEntry[]
}

export function parseStatus(text: string): Status {
  const status: Status = { head: null, branch: null, upstream: null, entries: [] }
  const tokens = text.split('\0')
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? ''
    switch (token.charAt(0)) {
      case '#':
        readHeader(status, token.slice(2))
        break
      case '1':
        status.entries.push(ordinary(token, 8, null))
        break
      case '2':
        at += 1
        status.entries.push(ordinary(token, 9, tokens[at] ?? ''))
        break
      case 'u':
        status.entries.push(unmerged(token))
        break
      case '?':
        status.entries.push(untracked(token.slice(2)))
        break
    }
  }
  return status
}

function readHeader(status: Status, header: string): void {
  const space = header.indexOf(' ')
  const value = header.slice(space + 1)
  switch (header.slice(0, space)) {
    case 'branch.oid':
      status.head = value === '(initial)' ? null : value
      break
    case 'branch.head':
      status.branch = value === '(detached)' ? null : value
      break
    case 'branch.upstream':
      // Git counts (`branch.ab`) only what is there.
      status.upstream = { name: value, gone: true, ahead: 0, behind: 0 }
      break
    case 'branch.ab': {
      const [, ahead, behind] = /^\+(\d+) -(\d+)$/.exec(value) ?? []
      if (status.upstream && behind !== undefined)
        Object.assign(status.upstream, { gone: false, ahead: +(ahead ?? 0), behind: +behind })
      break
    }
  }
}

/** `fields` blanks stand before the path, which may hold blanks itself. */
function cut(token: string, fields: number): string[] {
  const parts = token.split(' ')
  return [...parts.slice(0, fields), parts.slice(fields).join(' ')]
}

function side(mode: string, oid: string) {
  return mode === '000000' ? null : { mode, oid }
}

/** `1 XY sub mH mI mW hH hI path`, and `2 XY sub mH mI mW hH hI Xscore path` with the old path behind it. */
function ordinary(token: string, fields: number, from: string | null): StatusEntry {
  const parts = cut(token, fields)
  const [, letters = '..', , mH = '', mI = '', mW = '', hH = '', hI = ''] = parts
  return {
    path: parts[fields] ?? '',
    from,
    index: letters[0] ?? '.',
    files: letters[1] ?? '.',
    conflicted: false,
    untracked: false,
    head: side(mH, hH),
    staged: side(mI, hI),
    mode: mW === '000000' ? null : mW,
  }
}

/** `u XY sub m1 m2 m3 mW h1 h2 h3 path`: the common ancestor, ours, theirs. */
function unmerged(token: string): StatusEntry {
  const parts = cut(token, 10)
  const [, letters = 'UU', , , m2 = '', , mW = '', , h2 = ''] = parts
  return {
    path: parts[10] ?? '',
    from: null,
    index: letters[0] ?? 'U',
    files: letters[1] ?? 'U',
    conflicted: true,
    untracked: false,
    head: side(m2, h2),
    staged: null,
    mode: mW === '000000' ? null : mW,
  }
}

/** A repository of its own inside the checkout is named with a slash behind it. */
function untracked(path: string): StatusEntry {
  const entry = { from: null, index: '.', files: '?', conflicted: false, untracked: true }
  return { path, ...entry, head: null, staged: null, mode: null }
}
