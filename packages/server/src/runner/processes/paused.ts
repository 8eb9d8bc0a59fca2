// Whether a process was halted by a signal and waits to be continued. Reads only.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { isAlive, readIfThere, type ProcessIdentity } from './identity.ts'

const run = promisify(execFile)

export async function isPaused(identity: ProcessIdentity): Promise<boolean> {
  const state = await stateOf(identity.pid)
  return /^[Tt]/.test(state) && (await isAlive(identity))
}

/** As `ps -o stat=` tells it; empty where nothing is to be learned. */
async function stateOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = (await readIfThere(`/proc/${pid}/stat`)) ?? ''
    // The name in parentheses may hold parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2)
  }
  if (process.platform !== 'darwin') return ''
  const said = await run('/bin/ps', ['-o', 'stat=', '-p', String(pid)]).catch(() => null)
  return said?.stdout.trim() ?? ''
}
