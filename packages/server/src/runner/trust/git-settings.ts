// The git settings that name a program, or another place to get things from. Pure: what git told is judged here.
import type { Brought } from '@a-parallel/shared'
import { resolve, sep } from 'node:path'
import type { StandingSetting } from '../git/restrict/settings.ts'
import { broughtOf } from './brought.ts'

type GitSetting = Pick<StandingSetting, 'origin' | 'key' | 'value'>

const always = [
  /^core\.(hookspath|sshcommand|gitproxy|editor|pager|askpass|alternaterefscommand)$/,
  /^(sequence\.editor|diff\.external|interactive\.difffilter|web\.browser|imap\.tunnel)$/,
  /^(uploadpack\.packobjectshook|gc\.recentobjectshook|ssh\.variant)$/,
  /^diff\.[^]+\.(command|textconv)$/,
  /^merge\.[^]+\.driver$/,
  /^filter\.[^]+\.(clean|smudge|process)$/,
  /^credential\.([^]+\.)?helper$/,
  /^gpg\.([^]+\.)?(program|defaultkeycommand)$/,
  /^remote\.[^]+\.(uploadpack|receivepack|vcs|proxy)$/,
  /^(difftool|mergetool|browser|man|guitool|tar)\.[^]+\.(cmd|path|command)$/,
  /^trailer\.[^]+\.(command|cmd)$/,
  /^(hook|instaweb|sendemail|include|includeif|url|protocol)\./,
  /^http\.([^]+\.)?(sslverify|proxy|sslcainfo|sslcapath|curloptresolve)$/,
  /^lfs\.([^]+\.)?(standalonetransferagent|concurrenttransfers)$/,
  /^lfs\.(customtransfer|extension)\./,
]

/** Names a program only with such a value. */
const sometimes: readonly (readonly [RegExp, (value: string) => boolean])[] = [
  [/^core\.fsmonitor$/, isNoBoolean],
  [/^pager\./, isNoBoolean],
  [/^alias\./, (value) => value.trimStart().startsWith('!')],
  [/^submodule\.[^]+\.update$/, (value) => value.trimStart().startsWith('!')],
]

function isNoBoolean(value: string): boolean {
  return !/^(true|false|yes|no|on|off|[01]|)$/i.test(value)
}

/** @param root the checkout, in which a remote would be the repository's own. */
export function settingsThatRun(
  settings: readonly GitSetting[],
  root: string,
  nameOf: (origin: string) => string,
): Brought[] {
  return settings.flatMap(({ origin, key, value }) => {
    const runs =
      always.some((form) => form.test(key)) ||
      (value !== null && sometimes.some(([form, does]) => form.test(key) && does(value))) ||
      (value !== null && isOwnRemote(key, value, root))
    return runs ? [broughtOf('git-setting', { file: nameOf(origin), key }, value ?? '')] : []
  })
}

/** A remote that is a program (`ext::…`), or a repository inside the checkout: its hooks would run at a push. */
function isOwnRemote(key: string, value: string, root: string): boolean {
  if (!/^remote\.[^]+\.(url|pushurl)$/.test(key)) return false
  if (/^[A-Za-z0-9+.-]+::/.test(value)) return true
  const path = /^file:\/\/(?:localhost)?(\/[^]*)$/.exec(value)?.[1] ?? value
  if (/^[^/]*:/.test(path)) return false
  const place = resolve(root, path)
  return place === root || place.startsWith(root + sep)
}
