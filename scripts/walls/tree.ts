// The source tree as the walls see it: every module, parsed once. Must not judge anything.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseModule, type Parsed, type RawImport } from './parse.ts'

export interface Import extends RawImport {
  /** The imported file, relative to the root; null when the target is a package or is missing. */
  file: string | null
  /** `node`, `package`, `own` (a file of this repository) or `missing`. */
  kind: 'node' | 'package' | 'own' | 'missing'
}

export interface Module extends Parsed {
  /** Relative to the root, with forward slashes. */
  path: string
  code: string
  isTest: boolean
  imports: Import[]
}

export interface Tree {
  root: string
  modules: Module[]
  /** Every file path under the roots, modules or not. */
  files: string[]
}

export interface Violation {
  /** The wall's name, as waivers.json spells it. */
  wall: string
  path: string
  line: number
  /** What is wrong and what to do instead. */
  what: string
}

const roots = ['packages', 'scripts', 'test', 'bench']
const skipped = new Set([
  'node_modules',
  'dist',
  'transcripts',
  'migrations',
  'results',
  '.artifacts',
])
const source = /\.[cm]?[jt]sx?$/
const declaration = /\.d\.[cm]?ts$/

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name)
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listFiles(root, path)
      return [path]
    })
}

/** `@a-parallel/contract/nouns` → packages/contract/src/nouns/index.ts, as each package.json's exports say. */
function readFaces(root: string): Map<string, string> {
  const faces = new Map<string, string>()
  if (!existsSync(join(root, 'packages'))) return faces
  for (const folder of readdirSync(join(root, 'packages'))) {
    const path = join(root, 'packages', folder, 'package.json')
    if (!existsSync(path)) continue
    // npm's own format: a name and a map from subpath to file.
    const { name, exports = {} } = JSON.parse(readFileSync(path, 'utf8')) as {
      name: string
      exports?: Record<string, string>
    }
    for (const [subpath, file] of Object.entries(exports))
      faces.set(posix.join(name, subpath), posix.join('packages', folder, file))
  }
  return faces
}

function resolve(
  root: string,
  faces: Map<string, string>,
  from: string,
  raw: RawImport,
): Pick<Import, 'file' | 'kind'> {
  const specifier = raw.specifier.replace(/\?.*$/, '')
  if (specifier.startsWith('.')) {
    const file = posix.join(posix.dirname(from), specifier)
    const isFile = statSync(join(root, file), { throwIfNoEntry: false })?.isFile() === true
    return isFile ? { file, kind: 'own' } : { file: null, kind: 'missing' }
  }
  if (specifier.startsWith('node:')) return { file: null, kind: 'node' }
  const face = faces.get(specifier)
  if (face !== undefined) return { file: face, kind: 'own' }
  return { file: null, kind: specifier.startsWith('@a-parallel/') ? 'missing' : 'package' }
}

/** Reads and parses every module under packages/, scripts/, test/ and bench/. Throws where one does not parse. */
export function readTree(root: string): Tree {
  const files = roots.flatMap((folder) => listFiles(root, folder))
  const faces = readFaces(root)
  const modules = files
    .filter((path) => source.test(path) && !declaration.test(path))
    .map((path): Module => {
      const code = readFileSync(join(root, path), 'utf8')
      const parsed = parseModule(path, code)
      const imports = parsed.imports.map((raw) => ({ ...raw, ...resolve(root, faces, path, raw) }))
      return { ...parsed, path, code, isTest: /\.test\.[cm]?tsx?$/.test(path), imports }
    })
  return { root, modules, files }
}
