// The layers inside the client: app → features → live, api, ui → shared, contract. Looks at imports only.
import { judgeImports } from './imports.ts'
import type { Import, Module, Tree, Violation } from './tree.ts'
import { clientZone, insideSource, packageOf } from './zones.ts'

/** What each zone may import besides itself. `main` and `app` may import everything. */
const below: Record<string, readonly string[]> = {
  features: ['live', 'api', 'ui', 'words', 'platform'],
  live: ['api', 'platform'],
  api: ['platform'],
  ui: ['words', 'platform'],
  words: ['platform'],
  platform: ['words'],
}

const layerOf = (zone: string) => zone.split('/')[0] ?? zone

/** One layer may import only the layers below it; a feature sees another only by its face. */
export function clientLayers(tree: Tree): Violation[] {
  return judgeImports(tree, 'client-layers', (module, imported) => {
    const from = clientZone(module.path)
    if (from === null || module.isTest) return null
    if (layerOf(from) === 'ui' && isContract(imported))
      return 'ui holds no domain word: it may import neither contract nor shared.'
    const to = imported.file === null ? null : clientZone(imported.file)
    if (to === null || from === to || from === 'main' || from === 'app') return null
    if (layerOf(from) === 'features' && layerOf(to) === 'features') return faceOnly(imported, to)
    if (below[layerOf(from)]?.includes(layerOf(to)) === true) return null
    return `${from} may not import ${to}: the order is app → features → live, api, ui → contract.`
  })
}

function isContract({ file }: Import): boolean {
  return file !== null && ['contract', 'shared'].includes(packageOf(file) ?? '')
}

function faceOnly({ file }: Import, to: string): string | null {
  const inside = file === null ? null : insideSource(file, 'client')
  if (inside === `${to}/index.ts` || inside === `${to}/index.tsx`) return null
  return `Another feature is seen only through its face, ${to}/index.ts.`
}

/** Only one file knows the desktop shell. */
export function desktopInOneFile(tree: Tree): Violation[] {
  return judgeImports(tree, 'desktop-in-one-file', ({ path }: Module, { specifier }) => {
    if (!specifier.startsWith('@tauri-apps/')) return null
    if (path === 'packages/client/src/platform/desktop.ts') return null
    return 'Tauri is known to platform/desktop.ts alone.'
  })
}
