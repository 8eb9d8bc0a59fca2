// How much script the first page loads before it can show anything: what index.html names, and what that imports.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../../scripts/building/root.ts'
import type { Findings } from '../rig/figure.ts'

export function firstPage(): Findings {
  const client = join(root, 'dist/client')
  const html = readFileSync(join(client, 'index.html'), 'utf8')
  const found = new Set<string>()
  const visit = (path: string) => {
    if (found.has(path)) return
    found.add(path)
    const code = readFileSync(join(client, path), 'utf8')
    // Static imports of a built chunk; late ones are calls and are not matched.
    for (const [, name] of code.matchAll(
      /(?:^|[;}])\s*import\s*(?:[\w{][^"'();]*from\s*)?["']\.\/([^"']+)["']/g,
    )) {
      visit(`assets/${name}`)
    }
  }
  for (const [, path] of html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)) if (path) visit(path)
  const sizes = [...found].map((path) => gzipSync(readFileSync(join(client, path))).length)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return {
    figures: [
      {
        name: 'script of the first page, gzipped',
        unit: 'kB',
        ours: bytes / 1000,
        limitOf: null,
        limit: null,
        aim: { most: 250 },
        note: `${found.size} files: what index.html names and what those import at once; gzip at its default level`,
      },
    ],
    lost: 0,
    remarks: [],
  }
}
