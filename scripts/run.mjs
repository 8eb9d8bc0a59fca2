#!/usr/bin/env node
// The front door of every npm script: checks Node, installs what is missing, then runs scripts/<verb>.ts (or <verb>/main.ts).
// Plain JavaScript because it must work before anything is installed. It must never import a package at the top.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(import.meta.url)
const home = dirname(dirname(here))
const oldest = [20, 19]
const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'overrides',
  'workspaces',
  'allowScripts',
]

const isTest = /\.test\.[cm]?tsx?$/

/** Null when this Node will do, else what to tell the person. */
export function refuseNode(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return null
  return `a-parallel needs Node ${oldest.join('.')} or newer; this is Node ${version}. Install a newer one from https://nodejs.org and run the command again.`
}

/** Relative path → "mtime:size" of every file under the inputs (files or folders), tests left out. */
export function snapshot(root, inputs) {
  const found = {}
  const visit = (path) => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false })
    if (entry === undefined) return
    if (entry.isDirectory()) {
      for (const name of readdirSync(join(root, path)).toSorted()) visit(`${path}/${name}`)
    } else if (!isTest.test(path)) found[path] = `${entry.mtimeMs}:${entry.size}`
  }
  for (const input of inputs) visit(input)
  return found
}

/** True when the last build (its manifest is written by `build`) saw exactly the files that are there now. */
export function isFresh(root) {
  const manifest = join(root, 'dist/built.json')
  if (!existsSync(manifest)) return false
  const { names, targets } = JSON.parse(readFileSync(manifest, 'utf8'))
  return names.every((name) => {
    const built = targets[name]
    return (
      built !== undefined &&
      existsSync(join(root, built.output)) &&
      JSON.stringify(snapshot(root, built.inputs)) === JSON.stringify(built.files)
    )
  })
}

/** A hash of everything that decides what `npm ci` would install. */
export function dependencyHash(root) {
  const hash = createHash('sha256')
  const lock = join(root, 'package-lock.json')
  if (existsSync(lock)) hash.update(readFileSync(lock))
  const packages = join(root, 'packages')
  const folders = existsSync(packages) ? readdirSync(packages).toSorted() : []
  for (const path of ['package.json', ...folders.map((name) => `packages/${name}/package.json`)]) {
    if (!existsSync(join(root, path))) continue
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8'))
    hash.update(JSON.stringify([path, dependencyFields.map((field) => manifest[field] ?? null)]))
  }
  return hash.digest('hex')
}

/** True when node_modules holds what the lockfile asks for, whoever installed it (npm's own record says so). */
export function matchesLockfile(root) {
  const wanted = join(root, 'package-lock.json')
  const present = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(wanted) || !existsSync(present)) return false
  const installed = JSON.parse(readFileSync(present, 'utf8')).packages ?? {}
  return Object.entries(JSON.parse(readFileSync(wanted, 'utf8')).packages ?? {})
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.optional)
    .every(([path, entry]) => entry.link || installed[path]?.version === entry.version)
}

const stampPath = (root) => join(root, 'node_modules/.a-parallel-installed')

/** True when nothing has to be installed. Leaves a stamp, so that the next answer costs two milliseconds. */
export function isInstalled(root) {
  const stamp = stampPath(root)
  const hash = dependencyHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  if (!matchesLockfile(root)) return false
  writeFileSync(stamp, hash)
  return true
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause.code === 'EPERM'
  }
}

/** Runs `work` while holding `root/.install-lock`; another process waits here until the holder is done or dead. */
export async function withInstallLock(root, work) {
  const lock = join(root, '.install-lock')
  for (let told = false; ;) {
    try {
      mkdirSync(lock)
      break
    } catch (cause) {
      if (cause.code !== 'EEXIST') throw cause
    }
    if (isAbandoned(lock)) {
      // Renaming is atomic: of two waiters one takes the dead lock away, the other finds it gone.
      const grave = `${lock}-${process.pid}`
      try {
        renameSync(lock, grave)
        rmSync(grave, { recursive: true, force: true })
      } catch (cause) {
        if (cause.code !== 'ENOENT') throw cause
      }
      continue
    }
    if (!told) console.log('Another a-parallel command is installing; waiting for it.')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** A lock is abandoned when its process is gone, or when it stayed nameless for five seconds. */
function isAbandoned(lock) {
  try {
    return !isAlive(Number(readFileSync(join(lock, 'pid'), 'utf8')))
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause
    const entry = statSync(lock, { throwIfNoEntry: false })
    return entry !== undefined && Date.now() - entry.mtimeMs > 5000
  }
}

function install(root) {
  const verb = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install'
  console.log(
    `Installing what is missing (npm ${verb}); the first time this takes a minute or two.`,
  )
  // A cut-short install must not look finished: the stamp goes first and comes back last.
  rmSync(stampPath(root), { force: true })
  const args = [verb, '--include=dev', '--no-audit', '--no-fund']
  const npm = process.env.npm_execpath
  const options = { cwd: root, stdio: 'inherit' }
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error(
      `npm ${verb} failed${error ? ` (${error.message})` : ''}. Nothing was started. See npm's message above; once the network or the lockfile is right, run the same command again.`,
    )
    process.exit(1)
  }
  writeFileSync(stampPath(root), dependencyHash(root))
}

/** The program behind a verb: the built server for `start`, else a TypeScript file. */
function programOf(verb) {
  if (verb === 'start') return join(home, 'dist/server/main.js')
  const places = [`scripts/${verb}.ts`, `${verb}/main.ts`].map((path) => join(home, path))
  return /^[a-z]+(-[a-z]+)*$/.test(verb) ? places.find((path) => existsSync(path)) : undefined
}

function refuseVerb(verb) {
  const scripts = Object.keys(
    JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).scripts ?? {},
  )
  console.error(`There is no "${verb}". Try one of: ${scripts.join(', ')}.`)
  process.exit(2)
}

async function main() {
  const refusal = refuseNode(process.versions.node)
  if (refusal !== null) {
    console.error(refusal)
    process.exit(1)
  }
  const [verb = 'start', ...args] = process.argv.slice(2)
  const program = programOf(verb)
  if (program === undefined) refuseVerb(verb)
  if (!isInstalled(home)) await withInstallLock(home, () => isInstalled(home) || install(home))
  if (verb === 'start') {
    // The build runs in a process of its own: the server must not carry a bundler's memory around.
    if (!isFresh(home)) {
      const { status } = spawnSync(process.execPath, [here, 'build'], { stdio: 'inherit' })
      if (status !== 0) process.exit(status ?? 1)
    }
  } else {
    const { register } = await import('tsx/esm/api')
    register()
  }
  process.argv = [process.execPath, program, ...args]
  await import(pathToFileURL(program).href)
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === here) {
  // Not awaited: a verb that imports this file would wait for itself.
  main().catch((cause) => {
    console.error(cause)
    process.exit(1)
  })
}
