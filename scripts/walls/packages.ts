// Walls between packages: what may be imported at all, contract's and shared's promises, who may use schemas as values.
import { transformSync } from 'rolldown/utils'
import { judgeImports } from './imports.ts'
import type { Module, Tree, Violation } from './tree.ts'
import { clientZone, contractFace, isServerFeature, packageOf, serverZone } from './zones.ts'

const mayUse: Record<string, readonly string[]> = {
  contract: [],
  shared: ['contract'],
  server: ['contract', 'shared'],
  client: ['contract', 'shared'],
  'scripted-model': [],
}

/** Every import leads somewhere, and another package is reached by its name, never by a path into it. */
export function reach(tree: Tree): Violation[] {
  return judgeImports(tree, 'reach', (module, imported) => {
    if (imported.kind === 'missing')
      return `"${imported.specifier}" leads to no file; write the path with its extension.`
    const from = packageOf(module.path)
    if (from === null || imported.file === null || module.isTest) return null
    const to = packageOf(imported.file)
    if (to === from) return null
    if (to === null || imported.specifier.startsWith('.'))
      return `"${imported.specifier}" leaves the package by path; import another package by its name.`
    const allowed = mayUse[from] ?? []
    return allowed.includes(to) ? null : `${from} may not import ${to}.`
  })
}

/** contract imports zod and xstate and nothing else. */
export function contractImports(tree: Tree): Violation[] {
  return judgeImports(tree, 'contract-imports', (module, imported) => {
    if (packageOf(module.path) !== 'contract' || module.isTest || imported.kind === 'own')
      return null
    if (['zod', 'xstate'].includes(imported.specifier)) return null
    return `contract may import only zod and xstate, not "${imported.specifier}".`
  })
}

/** shared compiles to nothing. */
export function sharedEmitsNothing(tree: Tree): Violation[] {
  return tree.modules
    .filter((module) => packageOf(module.path) === 'shared' && !module.isTest)
    .filter((module) => emitted(module) !== '')
    .map(({ path }) => ({
      wall: 'shared-emits-nothing',
      path,
      line: 1,
      what: 'shared holds types only; use `export type`, or put the code into contract/model.',
    }))
}

function emitted({ path, code }: Module): string {
  const { code: output } = transformSync(path, code, {
    typescript: { onlyRemoveTypeImports: true },
  })
  return output
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    .replaceAll(/export\s*\{\s*\};?/g, '')
    .trim()
}

/** Schemas parse at the edge: only the edges may import nouns and wire as values. */
export function schemasAtTheEdge(tree: Tree): Violation[] {
  return judgeImports(tree, 'schemas-at-the-edge', (module, imported) => {
    if (imported.typeOnly || module.isTest || imported.file === null) return null
    const face = contractFace(imported.file)
    if (face !== 'nouns' && face !== 'wire') return null
    if (isEdge(module.path)) return null
    return `"${imported.specifier}" is a schema and may be a value only at the edges; use \`import type\`, or parse in http, live, runner, store, routes.ts, table.ts, api.`
  })
}

function isEdge(path: string): boolean {
  const server = serverZone(path)
  if (server !== null) {
    if (['http', 'live', 'runner', 'store'].includes(server)) return true
    return isServerFeature(server) && /\/(routes|table)\.ts$/.test(path)
  }
  const client = clientZone(path)
  return client === null || client === 'api' || client === 'live'
}
