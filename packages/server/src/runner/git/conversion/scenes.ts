// Files that git converts on their way, each by a rule of its own. For tests.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes are written a character each. */
interface Scene {
  attributes?: string
  settings?: Record<string, string>
  /** Git holds the same of them as of what it writes. */
  same: string
  /** Git holds something else of them, and would write that otherwise too. */
  other: string
}

const crlf = 'one\r\ntwo\r\n'
const lf = { same: 'one\ntwo\n', other: 'one\nmine\n' }
const capitals = { 'filter.low.clean': 'tr a-z A-Z', 'filter.low.smudge': 'tr A-Z a-z' }

export const conversions: Record<string, Scene> = {
  'CR LF where git finds text': {
    attributes: '* text=auto\n',
    same: crlf,
    other: 'one\r\nmine\r\n',
  },
  'ends of both kinds': {
    attributes: '*.txt text\n',
    same: 'one\r\ntwo\n',
    other: 'one\nmine\r\n',
  },
  'CR LF where it goes on the way in': {
    settings: { 'core.autocrlf': 'input' },
    same: crlf,
    other: 'one\r\nmine\r\n',
  },
  'LF where a setting writes CR LF': { settings: { 'core.autocrlf': 'true' }, ...lf },
  'LF where an attribute writes CR LF': { attributes: '*.txt text eol=crlf\n', ...lf },
  'LF where attribute and setting write CR LF': {
    attributes: '*.txt text\n',
    settings: { 'core.eol': 'crlf' },
    ...lf,
  },
  'an id of somebody else’s': {
    attributes: '*.txt ident\n',
    same: '$Id: mine $\n',
    other: '$Id: mine $\nmore\n',
  },
  'an id that is not filled in': {
    attributes: '*.txt ident\n',
    same: '$Id$\n',
    other: '$Id$\nmore\n',
  },
  'an id of somebody else’s in lines that end by CR LF': {
    attributes: '*.txt text eol=crlf ident\n',
    same: '$Id: mine $\r\n',
    other: '$Id: mine $\r\nmore\r\n',
  },
  'another order of bytes': {
    attributes: '*.txt text working-tree-encoding=UTF-16\n',
    same: '\xfe\xff\0o\0\n',
    other: '\xfe\xff\0m\0\n',
  },
  'a filter that does not give it again': {
    attributes: '*.txt filter=low\n',
    settings: capitals,
    same: 'oNe\n',
    other: 'Mine\n',
  },
}

interface Checkout {
  git: (...args: string[]) => unknown
  path: string
}

export function writeBytes(path: string, name: string, bytes: string): void {
  writeFileSync(join(path, name), bytes, 'latin1')
}

/** `f.txt` lies there as git writes it, and is committed. */
export function converting({ git, path }: Checkout, { attributes, settings, same }: Scene): void {
  for (const [key, value] of Object.entries(settings ?? {})) git('config', '--global', key, value)
  if (attributes !== undefined) writeBytes(path, '.gitattributes', attributes)
  writeBytes(path, 'f.txt', same)
  git('add', '-A')
  git('commit', '-q', '-m', 'converted')
  checkedOut({ git, path }, 'f.txt')
}

/** As git writes it. */
export function checkedOut({ git, path }: Checkout, name: string): void {
  rmSync(join(path, name))
  git('checkout', '-q', '--', name)
}

/** A filter as Git LFS has it, of the person’s own. Each time that it is to give a file again it says so in `asked`. */
export function pointing({ git, path }: Checkout, directory: string): { asked: string } {
  const [store, asked] = [join(directory, 'store'), join(directory, 'asked')]
  const clean = [
    'cat > "$1.new"',
    'oid=$(cksum < "$1.new" | tr " " -)',
    'size=$(wc -c < "$1.new" | tr -d " ")',
    // A pointer is left as it is.
    'head -c 7 "$1.new" | grep -q ^version && exec cat "$1.new"',
    'cp "$1.new" "$1-$oid"',
    String.raw`printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' "$oid" "$size"`,
  ]
  const smudge = ['echo asked >> "$2"', 'oid=$(sed -n s/^oid.sha256://p)', 'cat "$1-$oid"']
  for (const [name, lines] of Object.entries({ clean, smudge })) {
    const script = join(directory, name)
    writeFileSync(script, `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 })
    git('config', '--global', `filter.lfs.${name}`, `${script} ${store} ${asked}`)
  }
  writeBytes(path, '.gitattributes', '*.bin filter=lfs\n')
  return { asked }
}
