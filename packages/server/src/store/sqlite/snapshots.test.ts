// A snapshot of another fold would show a thread as it never was, so a change of the fold must be noticed.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { foldVersion } from './snapshots.ts'

/** What `foldVersion` stands for. */
const known = { version: 29, digest: 'ea478fc06366e4ab' }

it('the fold is the one that foldVersion stands for', () => {
  const model = new URL('../../../../contract/src/model/', import.meta.url)
  const files = readdirSync(fileURLToPath(model)).filter((name) =>
    /^(fold.*|transitions)(?<!\.test)\.ts$/.test(name),
  )
  const code = files
    .toSorted()
    .map((name) => withoutComments(readFileSync(new URL(name, model), 'utf8')))
  const digest = createHash('sha256').update(code.join('')).digest('hex').slice(0, 16)
  expect(
    { version: foldVersion, digest },
    'The fold changed: raise foldVersion in snapshots.ts (a new event type counts) and write both down here.',
  ).toEqual(known)
})

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').replaceAll(/\s+/g, ' ')
}
