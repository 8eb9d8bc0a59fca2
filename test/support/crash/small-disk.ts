// A disk of a few megabytes that can be filled to the last byte: a tmpfs, mounted as root or in a namespace of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  /** Where this process sees it. */
  path: string
  /** The command line around a program that is to find it at `inside`. */
  shell: string
  /** Leaves so many bytes free. */
  fill(leave: number): void
  /** Takes back what `fill` took. */
  empty(): void
  remove(): Promise<void>
}

const namespaceScript = `
mount -t tmpfs -o "size=$2m,mode=0700" none "$1" && echo mounted && exec sleep 2147483647
`

export async function smallDisk(
  megabytes: number,
  asRoot = process.getuid?.() === 0,
): Promise<SmallDisk> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'a-parallel-disk-')))
  if (asRoot) {
    const size = `size=${megabytes}m,mode=0700`
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'none', folder])
    return disk(folder, 'exec "$@"', async () => {
      execFileSync('umount', ['--lazy', folder])
      rmSync(folder, { recursive: true })
    })
  }
  const holder = await openNamespace(folder, megabytes)
  const enter = `exec nsenter --target ${holder.pid} --user --mount --preserve-credentials -- "$@"`
  const shell = `A_PARALLEL_HOME='${folder}'; export A_PARALLEL_HOME; ${enter}`
  return disk(`/proc/${holder.pid}/root${folder}`, shell, async () => {
    const ended = once(holder, 'close')
    holder.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true })
  })
}

async function openNamespace(folder: string, megabytes: number): Promise<ChildProcess> {
  const argv = ['-rm', '/bin/sh', '-c', namespaceScript, 'sh', folder, String(megabytes)]
  const holder = spawn('unshare', argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const first = await Promise.race([once(holder.stdout, 'data'), once(holder, 'close')])
  if (!String(first[0]).startsWith('mounted'))
    throw new Error(
      'no small disk: neither root nor a namespace of our own (unshare -rm) is to be had',
    )
  return holder
}

function disk(path: string, shell: string, remove: () => Promise<void>): SmallDisk {
  const ballast = join(path, 'ballast')
  const block = Buffer.alloc(4096)
  return {
    path,
    shell,
    fill(leave) {
      const file = openSync(ballast, 'a', 0o600)
      try {
        for (;;) {
          const { bavail, bsize } = statfsSync(path)
          if (bavail * bsize <= leave) return
          writeSync(file, block)
        }
      } finally {
        closeSync(file)
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove,
  }
}
