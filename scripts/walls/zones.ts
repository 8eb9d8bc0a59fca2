// Where a file belongs: package, zone, feature. The one place that knows the house's folders.

/** From low to high: a feature may import only features of a lower row. */
const featureOrder: readonly (readonly string[])[] = [
  ['accounts', 'images', 'limits', 'secrets', 'sessions', 'settings', 'setup'],
  ['fleet'],
  ['projects'],
  ['toolbox', 'processes', 'preparation', 'rules', 'skills', 'tool-servers', 'trust'],
  ['spares'],
  ['threads'],
  ['search', 'review', 'publish', 'push', 'hosting', 'usage', 'dev-servers', 'disk', 'backups'],
  ['trash', 'erasure'],
  ['automations'],
]

const serverLayers = new Set([
  'http',
  'live',
  'store',
  'bus',
  'platform',
  'home',
  'runner',
  'main',
  'config',
])

/** Files beside main.ts that are part of the composition root. */
const compositionRoot = new Set([
  'main',
  'serve',
  'inside',
  'keep-running',
  'stop',
  'update-database',
  'open-browser',
])

/** The package a path lies in, or null: `packages/server/src/…` → `server`. */
export function packageOf(path: string): string | null {
  return /^packages\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** The path inside the package's src folder, or null. */
export function insideSource(path: string, name: string): string | null {
  const prefix = `packages/${name}/src/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : null
}

/** `threads/lane.ts` → `threads`; `main.ts` → `main`. */
export function serverZone(path: string): string | null {
  const inside = insideSource(path, 'server')
  if (inside === null) return null
  const zone = (inside.split('/')[0] ?? '').replace(/\.ts$/, '')
  return compositionRoot.has(zone) ? 'main' : zone
}

export function isServerFeature(zone: string): boolean {
  return !serverLayers.has(zone)
}

/** The feature's row in the order, or -1 when it has none yet. */
export function rankOf(feature: string): number {
  return featureOrder.findIndex((row) => row.includes(feature))
}

/** `features/threads/list.tsx` → `features/threads`; `live/socket.ts` → `live`; `main.tsx` → `main`. */
export function clientZone(path: string): string | null {
  const inside = insideSource(path, 'client')
  if (inside === null) return null
  const [first = '', second = ''] = inside.split('/')
  return first === 'features' ? `features/${second}` : first.replace(/\.tsx?$/, '')
}

/** Which face of contract a path lies behind: `nouns`, `wire`, `model`, or null. */
export function contractFace(path: string): string | null {
  return insideSource(path, 'contract')?.split('/')[0] ?? null
}
