// The steps by which a repository of a test is made hostile. For tests only.
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestRepository } from '../test-repository.ts'

export interface Place extends TestRepository {
  /** A program that tells that it ran, and passes on what it is given. */
  script: string
  /** Serves the repositories beside by https, to whoever gives the password `s3cret`. */
  serve(): Promise<{ origin: string; close(): Promise<void> }>
}

export interface Vector {
  name: string
  arrange(place: Place): void
  /** Plain git as in a terminal; may fail. */
  fire: readonly (readonly string[])[]
  /** Where plain git is started, below the checkout. */
  at?: string
  /** The environment of that terminal beside the usual. */
  env?: Record<string, string>
  stdin?: string
}

/** Tells that it ran, and by which name, beside itself. */
export function programAt(directory: string, name: string): string {
  const program = join(directory, name)
  // A password's prompt has git's own talk on its input.
  const passOn = 'case "$1" in deaf | Username* | Password*) ;; *) cat ;; esac'
  const lines = [`echo "$0 $*" >> ${join(directory, 'ran')}`, passOn]
  writeFileSync(program, `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 })
  return program
}

/** The program, if it is to read nothing: else it and git would each wait for the other's word. */
export const deaf = ({ script }: Place) => `${script} deaf`

export const set = (key: string, value?: string) => (place: Place) =>
  void place.plain(['config', key, value ?? place.script])

export const all =
  (...steps: ((place: Place) => void)[]) =>
  (place: Place) =>
    steps.forEach((step) => step(place))

export const attributes = (line: string) => (place: Place) => {
  mkdirSync(join(place.root, '.git', 'info'), { recursive: true })
  appendFileSync(join(place.root, '.git', 'info', 'attributes'), `${line}\n`)
}

export const remote = (url: (place: Place) => string) => (place: Place) =>
  void place.plain(['remote', 'add', 'origin', url(place)])

/** A bare repository beside this one, with what this one has. */
export const bareBeside = remote((place) => {
  const path = join(place.directory, 'far.git')
  place.plain(['clone', '-q', '--bare', place.root, path])
  return path
})

const hookNames = [
  'pre-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-commit',
  'post-checkout',
  'post-merge',
  'pre-push',
  'pre-rebase',
  'post-rewrite',
  'post-index-change',
  'reference-transaction',
]

export const hooksIn = (folder: (place: Place) => string) => (place: Place) => {
  mkdirSync(folder(place), { recursive: true })
  for (const name of hookNames)
    writeFileSync(join(folder(place), name), `#!/bin/sh\n${place.script} </dev/null\n`, {
      mode: 0o755,
    })
}

export const included = (lines: (place: Place) => string) => (place: Place) =>
  writeFileSync(join(place.directory, 'included'), lines(place))

/** A repository of its own inside the checkout, which git takes for a submodule. */
export const linked = (more: (place: Place, sub: string) => void) => (place: Place) => {
  const sub = join(place.root, 'sub')
  mkdirSync(sub)
  place.plain(['init', '-q'], sub)
  writeFileSync(join(sub, 'x.txt'), 'x\n')
  place.plain(['add', '-A'], sub)
  place.plain(['commit', '-q', '-m', 'x'], sub)
  place.plain(['add', 'sub'])
  place.plain(['commit', '-q', '-m', 'sub'])
  more(place, sub)
  writeFileSync(join(sub, 'x.txt'), 'y\n')
}

export const diverging = (place: Place) => {
  place.plain(['branch', 'other'])
  place.write('README.md', 'ours\n')
  place.commit('ours')
  place.plain(['switch', '-q', 'other'])
  place.write('README.md', 'theirs\n')
  place.commit('theirs')
  place.plain(['switch', '-q', 'main'])
}

export const touched = [['status'], ['diff'], ['add', '-A']] as const
export const fetching = [['fetch', 'origin']] as const

/** What the program wrote: a line for each time that it ran. */
export function ranIn(place: Place): string {
  const there = readdirSync(place.directory).includes('ran')
  if (!there) return ''
  renameSync(join(place.directory, 'ran'), join(place.directory, 'ran.seen'))
  return execFileSync('cat', [join(place.directory, 'ran.seen')], { encoding: 'utf8' })
}
