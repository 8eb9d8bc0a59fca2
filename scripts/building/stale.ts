// Decides which targets are stale, by content, and keeps the manifest that lets `npm start` decide by time alone.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { snapshot } from '../run.mjs'
import type { Target } from './targets.ts'

export interface Built {
  inputs: readonly string[]
  output: string
  files: Record<string, string>
  hash: string
}

export interface Manifest {
  /** All targets that a complete build has. */
  names: readonly string[]
  /** What is known of those whose output is whole. */
  targets: Record<string, Built>
}

const manifestPath = (root: string) => join(root, 'dist/built.json')

/** The manifest of the last build; an empty one where there is none or it cannot be read. */
export function readManifest(root: string): Manifest {
  if (!existsSync(manifestPath(root))) return { names: [], targets: {} }
  // Written by writeManifest below and by nothing else.
  return JSON.parse(readFileSync(manifestPath(root), 'utf8')) as Manifest
}

/** Replaces the manifest in one step, so that a reader never sees half of it. */
export function writeManifest(root: string, manifest: Manifest): void {
  const path = manifestPath(root)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(manifest))
  renameSync(`${path}.${process.pid}`, path)
}

/** The state of a target's inputs now. `hash` covers names and contents. */
export function inspect(root: string, target: Target): Built {
  const files = snapshot(root, target.inputs)
  const hash = createHash('sha256')
  for (const path of Object.keys(files)) hash.update(path).update(readFileSync(join(root, path)))
  return { inputs: target.inputs, output: target.output, files, hash: hash.digest('hex') }
}

/** True when the output is missing or was made from other contents. */
export function isStale(root: string, now: Built, before: Built | undefined): boolean {
  return before?.hash !== now.hash || !existsSync(join(root, now.output))
}
