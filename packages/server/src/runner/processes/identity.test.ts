// What is not there and what cannot be told are two things.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { identify, readIfThere } from './identity.ts'

const program = `
import { openSync } from 'node:fs'
const { identify } = await import(process.argv[1])
await identify(process.pid)
try { for (;;) openSync('/dev/null', 'r') } catch {}
const said = await identify(process.ppid).then(() => 'told', (cause) => cause.code)
process.stdout.write(said)
`

it('a file that is not there, and one that is not ours to read as a file, is null', async () => {
  expect(await readIfThere('/nowhere/at/all')).toBeNull()
  expect(await readIfThere('/')).toBeNull()
  expect(await identify(2 ** 22 + 1)).toBeNull()
})

it.runIf(process.platform === 'linux')(
  'where no descriptor is left, nobody is taken for dead [linux]',
  async () => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
    const module = new URL('./identity.ts', import.meta.url).href
    const node = [process.execPath, '--import', tsx, '--input-type=module', '-e', program, module]
    const said = await new Promise<string>((resolve, reject) => {
      execFile('/bin/sh', ['-c', 'ulimit -n 96; exec "$@"', 'sh', ...node], (cause, out) =>
        cause ? reject(cause) : resolve(out),
      )
    })
    expect(said).toBe('EMFILE')
  },
)
