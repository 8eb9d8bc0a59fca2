// What looks like a secret and stands where others can read it: in an argument, or in an address. Pure.
import { argumentsOf, type Written } from '../written.ts'

/** Names that a key goes by end in one of these. */
const tells: ReadonlySet<string> = new Set([
  'apikey',
  'auth',
  'authorization',
  'credential',
  'credentials',
  'key',
  'passwd',
  'password',
  'pat',
  'secret',
  'token',
])

/** By what the first of them is called, `--api-key` or `api_key`; null: none. */
export interface OpenSecrets {
  args: string | null
  url: string | null
}

export function openSecrets(written: Written): OpenSecrets {
  const isProgram = written.type === 'stdio'
  return {
    args: isProgram ? inArguments(argumentsOf(written), written.places) : null,
    url: isProgram ? null : inAddress(written.url.trim(), written.places),
  }
}

/** `--token=x`, `--token` before `x`, `TOKEN=x`, `Authorization: x`. */
function inArguments(args: readonly string[], places: readonly string[]): string | null {
  for (const [at, arg] of args.entries()) {
    const { name, value } = /^(?<name>[\w.-]+)(?:=|:\s*)(?<value>.+)$/.exec(arg)?.groups ?? {}
    if (name && value && isSecret(name, value, places)) return name
    const next = args[at + 1] ?? ''
    if (/^--?[\w.-]+$/.test(arg) && !next.startsWith('-') && isSecret(arg, next, places)) return arg
  }
  return null
}

function inAddress(url: string, places: readonly string[]): string | null {
  if (!URL.canParse(url)) return null
  const found = [...new URL(url).searchParams].find(([name, value]) =>
    isSecret(name, value, places),
  )
  return found?.[0] ?? null
}

/** What is still to be filled in is none yet, nor is what the agent’s program fills in from elsewhere. */
function isSecret(name: string, value: string, places: readonly string[]): boolean {
  if (value === '' || /^\$\{\w+\}$/.test(value) || places.includes(value)) return false
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/)
  return tells.has(words.findLast((word) => word !== '') ?? '')
}
