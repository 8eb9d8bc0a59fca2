// A plugin as `claude plugin marketplace add` and `claude plugin install` leave it in a home.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface MadePlugin {
  /** Where its marketplace lies. */
  from: string
  name: string
  /** By path. */
  files: Record<string, string>
}

const market = 'market'

export function installPlugin(home: string, { from, name, files }: MadePlugin): void {
  const about = { name, description: `All of ${name}`, version: '1.0.0' }
  write(from, '.claude-plugin/marketplace.json', {
    name: market,
    owner: { name: 'Somebody' },
    plugins: [{ ...about, source: `./${name}` }],
  })
  write(from, `${name}/.claude-plugin/plugin.json`, about)
  for (const [path, text] of Object.entries(files)) write(from, `${name}/${path}`, text)
  const config = join(home, '.claude')
  const installPath = join(config, 'plugins', 'cache', market, name, about.version)
  cpSync(join(from, name), installPath, { recursive: true })
  const times = { installedAt: '2026-01-01T00:00:00.000Z', lastUpdated: '2026-01-01T00:00:00.000Z' }
  write(config, 'plugins/known_marketplaces.json', {
    [market]: {
      source: { source: 'directory', path: from },
      installLocation: from,
      lastUpdated: times.lastUpdated,
    },
  })
  write(config, 'plugins/installed_plugins.json', {
    version: 2,
    plugins: {
      [`${name}@${market}`]: [{ scope: 'user', installPath, version: about.version, ...times }],
    },
  })
  switchPlugin(home, name, true)
}

/** As `claude plugin enable` and `disable` do; other settings go. */
export function switchPlugin(home: string, name: string, isOn: boolean): void {
  write(join(home, '.claude'), 'settings.json', { enabledPlugins: { [`${name}@${market}`]: isOn } })
}

function write(root: string, path: string, what: object | string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof what === 'string' ? what : JSON.stringify(what, null, 2))
}
