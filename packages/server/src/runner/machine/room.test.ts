import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { linuxFree, readFree } from './room.ts'

const meminfo = 'MemTotal:       8000000 kB\nMemFree:         100000 kB\nMemAvailable:    4000 kB\n'
const files = (known: Record<string, string>) => (path: string) => known[path] ?? null

it('is what the kernel could hand out, where no control group sets a limit', () => {
  const plain = { '/proc/meminfo': meminfo, '/proc/self/cgroup': '0::/user.slice\n' }
  expect(linuxFree(files(plain))).toBe(4_096_000)
  const unlimited = {
    ...plain,
    '/sys/fs/cgroup/user.slice/memory.max': 'max\n',
    '/sys/fs/cgroup/user.slice/memory.current': '77\n',
  }
  expect(linuxFree(files(unlimited))).toBe(4_096_000)
  expect(linuxFree(files({}))).toBeNull()
})

it('is what the control group or one above it leaves, without the files it may drop', () => {
  const known = {
    '/proc/meminfo': meminfo,
    '/proc/self/cgroup': '0::/box/inner\n',
    '/sys/fs/cgroup/box/inner/memory.max': 'max\n',
    '/sys/fs/cgroup/box/inner/memory.current': '900\n',
    '/sys/fs/cgroup/box/memory.max': '1000\n',
    '/sys/fs/cgroup/box/memory.current': '900\n',
    '/sys/fs/cgroup/box/memory.stat': 'anon 5\ninactive_file 300\nfile 1\n',
  }
  expect(linuxFree(files(known))).toBe(400)
})

it('reads the older control groups too, also where the path lies outside of a container', () => {
  const known = {
    '/proc/meminfo': meminfo,
    '/proc/self/cgroup': '9:name=systemd:/\n4:cpu,memory:/docker/abc\n0::/\n',
    '/sys/fs/cgroup/memory/memory.limit_in_bytes': '1000\n',
    '/sys/fs/cgroup/memory/memory.usage_in_bytes': '900\n',
    '/sys/fs/cgroup/memory/memory.stat': 'inactive_file 1\ntotal_inactive_file 50\n',
  }
  expect(linuxFree(files(known))).toBe(150)
})

it('finds memory and disk on this machine', async () => {
  const { memoryBytes, diskBytes } = await readFree(tmpdir())
  expect(memoryBytes).toBeGreaterThan(1024 * 1024)
  expect(diskBytes).toBeGreaterThan(1024 * 1024)
})
