// A server is killed while it asks about a tool server: what that has started does not outlive the next start.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCrashRig } from '../../support/crash-rig.ts'

it('a program that heeds nothing and is being tested ends with the next server', async () => {
  const rig = await startCrashRig()
  const told = join(rig.folder, 'pid')
  const heedsNothing = `trap "" TERM INT HUP; echo $$ > ${told}; while :; do sleep 1; done`
  const starts = `setsid bash -c '${heedsNothing}' & wait`
  const transport = { type: 'stdio', command: 'bash', args: ['-c', starts], values: {} }
  const given = { name: 'deaf', projectId: null, privateAddress: false, timeoutMs: null }
  const { body } = await rig.api('POST', '/api/tool-servers', {
    ...given,
    transport: { ...transport, inCheckout: false },
  })
  const { id } = body as { id: string } // The contract's answer.
  const asked = rig.api('POST', `/api/tool-servers/${id}/test`).catch(() => null)
  await expect.poll(() => existsSync(told), { timeout: 30_000 }).toBe(true)
  const pid = Number(readFileSync(told, 'utf8'))
  await rig.end('SIGKILL')
  await asked
  expect(isAlive(pid)).toBe(true)
  await rig.start()
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false)
  await expect.poll(() => readdirSync(join(rig.home, 'probes')), { timeout: 10_000 }).toEqual([])
  await rig.close()
}, 120_000)

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // No such process any more.
  }
}
