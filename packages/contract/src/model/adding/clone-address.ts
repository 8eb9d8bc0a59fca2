// What a repository may be cloned from: https and ssh addresses, and a folder of this machine that is given by its path. All
// else is refused: other transports run programs, and what begins with a dash would be read as an option. Pure; the server
// takes only what this takes, and git is told once more which transports there are.

/** Why an address is not taken. */
export type AddressFault = 'empty' | 'unprintable' | 'option' | 'scheme' | 'credentials' | 'shape'

export type CloneAddress =
  | { kind: 'remote'; address: string; name: string }
  | { kind: 'folder'; address: string; name: string }
  | { kind: 'refused'; fault: AddressFault }

export const longestAddress = 2000

const refused = (fault: AddressFault): CloneAddress => ({ kind: 'refused', fault })

const host = String.raw`(?:\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)`
const withScheme = new RegExp(
  String.raw`^(?<scheme>https|ssh)://(?:(?<who>[^/@]*)@)?${host}(?::\d{1,5})?/(?<path>[^?#\\]+)$`,
)
const short = new RegExp(String.raw`^(?:(?<who>[^@:/]*)@)?${host}:(?<path>[^?#\\]+)$`)
const user = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/

/** Line ends, control characters, and what changes the order in which the others are read. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** What a person typed, with blanks around it let go. */
export function readCloneAddress(typed: string): CloneAddress {
  const address = typed.trim()
  if (address === '') return refused('empty')
  if (unprintable.test(address)) return refused('unprintable')
  if (address.startsWith('-')) return refused('option')
  if (address === '~' || address.startsWith('~/') || address.startsWith('/'))
    return { kind: 'folder', address, name: nameIn(address) }
  if (/\s/.test(address)) return refused('shape')
  return address.includes('://') ? ofUrl(address) : ofShort(address)
}

function ofUrl(address: string): CloneAddress {
  const scheme = /^[a-z][a-z0-9+.-]*(?=:\/\/)/i.exec(address)?.[0]
  if (scheme !== 'https' && scheme !== 'ssh') return refused('scheme')
  const { who, path } = withScheme.exec(address)?.groups ?? {}
  if (path === undefined || path.startsWith('-')) return refused('shape')
  // For https a name alone may be a token; for ssh it is the account, and stands in every address.
  if (who !== undefined && (scheme === 'https' || who.includes(':'))) return refused('credentials')
  if (who !== undefined && !user.test(who)) return refused('shape')
  return { kind: 'remote', address, name: nameIn(path) }
}

/** `git@host:path`, as ssh is often written. */
function ofShort(address: string): CloneAddress {
  // `ext::sh -c …`, `fd::17`: git would run a program of that name.
  if (/^[^/]*::/.test(address) && !address.includes('[')) return refused('scheme')
  const { who, path } = short.exec(address)?.groups ?? {}
  if (path === undefined || path.startsWith('-') || path.startsWith(':')) return refused('shape')
  if (who !== undefined && !user.test(who)) return refused('shape')
  return { kind: 'remote', address, name: nameIn(path) }
}

/** What a clone of it is usually called: the last part, without `.git`. */
function nameIn(path: string): string {
  const last = path
    .replace(/\/+$/, '')
    .replace(/(?:\/?\.git)$/, '')
    .split(/[/:]/)
    .at(-1)
  const name = (last ?? '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+/, '')
  return name === '' ? 'repository' : name.slice(0, 100)
}

/** One folder's name, that no program takes for an option or for git's own. */
export const cloneName = /^(?!-|\.{1,2}$|\.git$)[^/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,200}$/iu
