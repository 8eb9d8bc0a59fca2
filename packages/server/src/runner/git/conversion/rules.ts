// Whether git converts files on their way between a checkout and its objects: line ends, `$Id$`, encodings, filters. Told
// from the settings and from the files that hold attributes, without asking git.
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment, Setting } from '../environment.ts'
import { ownPlacesOf } from '../restrict/places.ts'
import type { ReadSettings, StandingSetting } from '../restrict/settings.ts'
import { ifThere, readText } from '../worktrees/if-there.ts'

export interface Rules {
  /** Without it every file is in the checkout what git holds of it. */
  convert: boolean
  /** Without it git writes every file as it holds it: it only takes CR away on the way in. */
  outwards: boolean
  /** Lines of text may be ended by CR LF where no attribute says so. */
  crlf: boolean
  /** Changes whenever another conversion may come out. */
  mark: string
}

/** Whose git it is. */
export interface Person {
  environment: Environment
  read: ReadSettings
}

export interface RulesAsk {
  /** Top folder of the checkout. */
  path: string
  /** The paths of its `.gitattributes`; some may be gone. */
  attributes: readonly string[]
  /** What is set beside the standing settings: filters that are emptied. */
  emptied: readonly Setting[]
}

export const holdsAttributes = (path: string) => /(^|\/)\.gitattributes$/.test(path)

const counted = /^(core\.(autocrlf|eol|attributesfile)|filter\.[^]+)$/
const converts = /\b(text|eol|crlf|ident|filter|working-tree-encoding)\b/
const convertsOutwards = /\b(crlf|ident|filter|working-tree-encoding)\b/

export async function readRules({ environment, read }: Person, ask: RulesAsk): Promise<Rules> {
  const settings = await read(ask.path)
  const files = await attributeFiles(ask, settings, environment)
  const texts = await Promise.all(files.map(attributesIn))
  const convert = automatic(settings) !== 'no' || texts.some((text) => converts.test(text))
  const said = settings.flatMap(({ key, value }) => (counted.test(key) ? [[key, value]] : []))
  const full = files.flatMap((file, index) => (texts[index] === '' ? [] : [[file, texts[index]]]))
  const all = JSON.stringify([said, ask.emptied, full])
  const mark = convert ? createHash('sha256').update(all).digest('hex') : 'none'
  const crlf = writesCrlf(settings)
  const outwards = convert && (crlf || texts.some((text) => convertsOutwards.test(text)))
  return { convert, outwards, crlf, mark }
}

/** Whether git may end lines by CR LF that no attribute speaks of. */
export function writesCrlf(settings: readonly StandingSetting[]): boolean {
  if (automatic(settings) === 'both-ways' || process.platform === 'win32') return true
  return lastOf(settings, 'core.eol')?.value?.toLowerCase() === 'crlf'
}

function automatic(settings: readonly StandingSetting[]): 'no' | 'inwards' | 'both-ways' {
  const said = lastOf(settings, 'core.autocrlf')
  if (said === undefined || /^(false|no|off|0|)$/i.test(said.value ?? 'yes')) return 'no'
  return said.value?.toLowerCase() === 'input' ? 'inwards' : 'both-ways'
}

function lastOf(settings: readonly StandingSetting[], key: string): StandingSetting | undefined {
  return settings.findLast((one) => one.key === key)
}

/** Where git looks for attributes: https://git-scm.com/docs/gitattributes. */
async function attributeFiles(
  { path, attributes }: RulesAsk,
  settings: readonly StandingSetting[],
  environment: Environment,
): Promise<string[]> {
  const own = await ownPlacesOf(path)
  const home = environment['HOME'] ?? homedir()
  const usual = join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'git', 'attributes')
  const named = lastOf(settings, 'core.attributesfile')?.value?.replace(/^~(?=\/)/, home)
  return [
    ...[...new Set(attributes)].toSorted().map((one) => join(path, one)),
    ...(own === null ? [] : [join(own.commonDir, 'info', 'attributes')]),
    named ?? usual,
    '/etc/gitattributes',
  ]
}

const largestRead = 1 << 20

async function attributesIn(file: string): Promise<string> {
  const seen = await ifThere(stat(file))
  if (!seen?.isFile()) return ''
  // It may say anything.
  if (seen.size > largestRead) return `text filter ${seen.size} ${seen.mtimeMs}`
  // Git goes on without one that is closed to it.
  return (await readText(file).catch(() => null)) ?? ''
}
