// Whether processes can work in a folder that this machine does not show to us: those of another machine, over a network,
// and where we are in a container, those outside of it and in other ones.
import { readFile, readlink, realpath } from 'node:fs/promises'
import { release } from 'node:os'

/** File systems that only the machine itself writes to. */
const ownTypes = new Set(
  'bcachefs btrfs ext2 ext3 ext4 exfat f2fs jfs ntfs3 overlay ramfs reiserfs tmpfs vfat xfs zfs'.split(
    ' ',
  ),
)

/** proc(5) of the namespace that a machine starts with (`PROC_PID_INIT_INO`), which shows all processes there are. */
const machineWide = 'pid:[4026531836]'

/** What can tell: `/proc/self/mountinfo`, the link `/proc/self/ns/pid`, and what the kernel calls itself. */
interface Told {
  mounts: string
  namespace: string
  kernel: string
}

/** Linux only. True where it cannot be told. */
export async function isReachedUnseen(folder: string): Promise<boolean> {
  const told = {
    mounts: await readFile('/proc/self/mountinfo', 'utf8'),
    namespace: await readlink('/proc/self/ns/pid'),
    kernel: release(),
  }
  return mayBeReached(await realpath(folder), told)
}

/**
 * A container has its own root made of layers, and whatever else is mounted in it may be so in others. WSL is one too, whose
 * disk nobody else writes to.
 */
export function mayBeReached(folder: string, { mounts, namespace, kernel }: Told): boolean {
  const mount = mountOf(folder, mounts)
  if (mount === null || !ownTypes.has(mount.type)) return true
  if (namespace === machineWide) return false
  const isWsl = kernel.toLowerCase().includes('microsoft')
  return mount.at !== '/' || (mount.type !== 'overlay' && !isWsl)
}

interface Mount {
  at: string
  type: string
}

/** The one that is deepest, and of several there the last. */
function mountOf(folder: string, mounts: string): Mount | null {
  let found: Mount | null = null
  for (const line of mounts.split('\n')) {
    const [, escaped, type] = /^\S+ \S+ \S+ \S+ (\S+) .*? - (\S+) /.exec(line) ?? []
    if (escaped === undefined || type === undefined) continue
    const at = escaped.replace(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    if (folder !== at && !folder.startsWith(at === '/' ? at : `${at}/`)) continue
    if (found === null || at.length >= found.at.length) found = { at, type }
  }
  return found
}
