// Reads what `git diff --raw -z --numstat --no-abbrev`, with or without a patch behind it, says. Pure.

export interface RawChange {
  /** A, D, M, R, T or U. */
  status: string
  path: string
  from: string | null
  /** Null where there is no file. */
  before: { mode: string; oid: string } | null
  /** `oid` null: it lies in the checkout alone, as far as git knows. */
  after: { mode: string; oid: string | null } | null
  /** Lines; null where there are none to count. */
  added: number | null
  removed: number | null
}

export interface RawDiff {
  changes: RawChange[]
  /** The patch behind it, as it is. */
  patch: Buffer
}

const nothing = Buffer.alloc(0)

/**
 * Two sides each: combined records (of a conflict) are left out, and so are the `U` records that git puts beside the
 * comparison of a conflicted file.
 */
export function parseRaw(output: Buffer): RawDiff {
  const reader = tokensOf(output)
  const changes = new Map<string, RawChange>()
  let patch: Buffer = nothing
  for (let token = reader.next(); token !== null; token = reader.next()) {
    if (token.startsWith('::')) {
      reader.next()
    } else if (token.startsWith(':')) {
      const change = readRecord(token, reader.next)
      if (change.status !== 'U') changes.set(change.path, change)
    } else if (token === '') {
      patch = reader.rest()
      break
    } else readCounts(token, reader.next, changes)
  }
  return { changes: [...changes.values()], patch }
}

interface Tokens {
  next: () => string | null
  rest: () => Buffer
}

function tokensOf(output: Buffer): Tokens {
  let at = 0
  return {
    next() {
      const end = output.indexOf(0, at)
      if (end === -1) return null
      const token = output.toString('utf8', at, end)
      at = end + 1
      return token
    },
    rest: () => output.subarray(at),
  }
}

const isNone = (mode: string) => mode === '000000'
const isUnknown = (oid: string) => /^0+$/.test(oid)

/** `:mode mode oid oid R087`, then the path, or the old and the new one. */
function readRecord(token: string, next: Tokens['next']): RawChange {
  const [mB = '', mA = '', oB = '', oA = '', letters = 'M'] = token.slice(1).split(' ')
  const first = next() ?? ''
  const status = letters[0] ?? 'M'
  const renamed = status === 'R' || status === 'C'
  return {
    status,
    path: renamed ? (next() ?? '') : first,
    from: renamed ? first : null,
    before: isNone(mB) ? null : { mode: mB, oid: oB },
    after: isNone(mA) ? null : { mode: mA, oid: isUnknown(oA) ? null : oA },
    added: null,
    removed: null,
  }
}

/** `1\t2\tpath`, or `1\t2\t` and the old and the new path; `-` for what has no lines. */
function readCounts(token: string, next: Tokens['next'], changes: Map<string, RawChange>): void {
  const [, added, removed, name = ''] = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(token) ?? []
  if (added === undefined || removed === undefined) return
  if (name === '') next()
  const change = changes.get(name === '' ? (next() ?? '') : name)
  if (!change || added === '-') return
  // A file that became a link is counted twice: taken away, and made.
  change.added = (change.added ?? 0) + Number(added)
  change.removed = (change.removed ?? 0) + Number(removed)
}
