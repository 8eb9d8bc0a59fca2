// What lies in a run's folder when it is over.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Holder } from '../holder/port.ts'
import type { RunEnd } from '../port.ts'

const stderrTail = 4096

export function journalFile(dir: string): string {
  return join(dir, 'out.ndjson')
}

/** Where the agent's program writes on the side: among other things, what running commands print. */
export function scratchFolder(dir: string): string {
  return join(dir, 'scratch')
}

/** The tool servers that its agent may start, as the repository brought them. */
export function toolServersFile(dir: string): string {
  return join(dir, 'tool-servers.json')
}

export async function endOf(holder: Holder, dir: string): Promise<RunEnd> {
  const status = await holder.status(dir)
  if (status.kind !== 'ended') return { kind: 'lost' }
  return { kind: 'exited', ...status.exit, stderr: await lastWords(join(dir, 'err.log')) }
}

async function lastWords(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => null)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, stderrTail)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8')
  } finally {
    await handle.close()
  }
}
