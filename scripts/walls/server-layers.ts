// The layers inside the server: main → http, live → features → ports → platform, contract. Looks at imports only.
import { judgeImports } from './imports.ts'
import type { Import, Module, Tree, Violation } from './tree.ts'
import { insideSource, isServerFeature, packageOf, rankOf, serverZone } from './zones.ts'

const ports = new Set(['store', 'bus', 'runner'])
const edges = new Set(['http', 'live'])
/** At the bottom: everybody may import them. */
const bottom = new Set(['platform', 'home', 'config'])

/** One layer may import only the layers below it, and of store, bus and runner only port.ts. */
export function serverLayers(tree: Tree): Violation[] {
  return judgeImports(tree, 'server-layers', (module, imported) => {
    const from = serverZone(module.path)
    const to = imported.file === null ? null : serverZone(imported.file)
    if (from === null || to === null || imported.file === null || module.isTest) return null
    if (from === to || from === 'main' || isBottom(from, to)) return null
    if (isServerFeature(from)) return fromFeature(module, imported.file, from, to)
    if (edges.has(from)) return fromEdge(imported.file, from, to)
    return `${from} lies below ${to} and may not import it.`
  })
}

/** The runner moves to another machine one day, so of the bottom it may see platform only. */
function isBottom(from: string, to: string): boolean {
  return to === 'platform' || (from !== 'runner' && from !== 'platform' && bottom.has(to))
}

function isPort(file: string, zone: string): boolean {
  return ports.has(zone) && insideSource(file, 'server') === `${zone}/port.ts`
}

function fromFeature(module: Module, file: string, from: string, to: string): string | null {
  if (isPort(file, to)) return null
  // A feature's table.ts speaks Drizzle, so it may see the store's database as well.
  if (to === 'store' && module.path.endsWith('/table.ts')) return null
  if (ports.has(to))
    return `A feature sees ${to} only through ${to}/port.ts; main hands the adapter in.`
  if (!isServerFeature(to)) return `The feature ${from} lies below ${to} and may not import it.`
  return featureToFeature(file, from, to)
}

function featureToFeature(file: string, from: string, to: string): string | null {
  if (insideSource(file, 'server') !== `${to}/index.ts`)
    return `Another feature is seen only through its face, ${to}/index.ts.`
  for (const feature of [from, to])
    if (rankOf(feature) === -1)
      return `The feature ${feature} has no place in the order yet; give it one in scripts/walls/zones.ts.`
  return rankOf(to) < rankOf(from) ? null : `${from} comes before ${to} in the order of features.`
}

function fromEdge(file: string, from: string, to: string): string | null {
  if (isPort(file, to) || edges.has(to)) return null
  if (ports.has(to)) return `${from} sees ${to} only through ${to}/port.ts.`
  if (!isServerFeature(to)) return `${from} may not import ${to}; main joins them.`
  const inside = insideSource(file, 'server')
  if (inside === `${to}/index.ts` || inside === `${to}/routes.ts`) return null
  return `${from} sees the feature ${to} only through its index.ts or routes.ts.`
}

/** What a codec may use besides contract: neither can do I/O. */
const codecTools = new Set(['zod', 'node:path', 'node:path/posix'])

/** Drivers are pure codecs: they import contract, shared and one another, and cannot do I/O. */
export function pureDrivers(tree: Tree): Violation[] {
  return judgeImports(tree, 'pure-drivers', (module, imported) => {
    if (!isDriver(module.path) || module.isTest || isDriverFood(imported)) return null
    return `A driver is a pure codec and may import contract only, not "${imported.specifier}".`
  })
}

function isDriver(path: string): boolean {
  return path.startsWith('packages/server/src/runner/drivers/')
}

function isDriverFood({ file, specifier }: Import): boolean {
  if (file === null) return codecTools.has(specifier)
  return isDriver(file) || ['contract', 'shared'].includes(packageOf(file) ?? '')
}

/** The holder knows no vendor: no import of a driver, and no vendor's name in its code. */
export function blindHolder(tree: Tree): Violation[] {
  const holders = tree.modules.filter(
    ({ path, isTest }) => path.startsWith('packages/server/src/runner/holder/') && !isTest,
  )
  return holders.flatMap((module) => {
    const found: Violation[] = module.imports
      .filter(({ file }) => file !== null && isDriver(file))
      .map(({ line }) => ({
        wall: 'blind-holder',
        path: module.path,
        line,
        what: 'The holder may not import a driver.',
      }))
    const vendor = /claude|anthropic|codex|gemini/i.exec(withoutComments(module))
    if (vendor !== null)
      found.push({
        wall: 'blind-holder',
        path: module.path,
        line: module.lineOf(vendor.index),
        what: `The holder's code names a vendor ("${vendor[0]}"); that belongs into a driver.`,
      })
    return found
  })
}

/** The code with every comment turned into spaces, so that offsets stay. */
function withoutComments({ code, comments }: Module): string {
  let text = code
  for (const { start, end } of comments)
    text = text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ') + text.slice(end)
  return text
}

/** The query builder stays in store/ and in the features' table.ts, so that changing it stays local. */
export function queriesInStore(tree: Tree): Violation[] {
  return judgeImports(tree, 'queries-in-store', (module, imported) => {
    const zone = serverZone(module.path)
    if (zone === null || zone === 'store' || module.isTest) return null
    if (!/^drizzle-orm(\/|$)/.test(imported.specifier) || module.path.endsWith('/table.ts'))
      return null
    return 'Drizzle belongs into store/ and the features’ table.ts.'
  })
}
