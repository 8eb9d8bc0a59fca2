// Builds the bare programs as the server is built, so that both sides start and run under the same terms.
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'
import { root } from '../../scripts/building/root.ts'

/** Paths of the built programs. */
export interface Bare {
  tail: string
  http: string
  standIn: string
}

export async function bundleBare(out: string): Promise<Bare> {
  const input = { tail: 'tail.ts', http: 'http.ts', 'stand-in': 'stand-in.ts' }
  const places = Object.entries(input).map(([name, file]) => [name, join(root, 'bench/bare', file)])
  await build({
    cwd: root,
    input: Object.fromEntries(places),
    platform: 'node',
    logLevel: 'warn',
    output: {
      dir: out,
      format: 'esm',
      entryFileNames: '[name].mjs',
      banner: '#!/usr/bin/env node',
    },
  })
  const standIn = join(out, 'stand-in.mjs')
  chmodSync(standIn, 0o755)
  return { tail: join(out, 'tail.mjs'), http: join(out, 'http.mjs'), standIn }
}
