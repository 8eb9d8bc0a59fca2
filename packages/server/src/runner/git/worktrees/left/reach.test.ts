// Folders that others may work in unseen, told by what Linux says of mounts and namespaces.
import { expect, it } from 'vitest'
import { mayBeReached } from './reach.ts'

const mounts = [
  '27 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
  '28 27 0:40 / /mnt/team rw shared:7 - nfs4 server:/team rw',
  '29 27 0:41 / /mnt/with\\040space rw - fuse.sshfs host:/ rw',
  '30 27 8:1 /code /workspace rw - ext4 /dev/sda rw',
  '31 28 8:2 / /mnt/team/own rw - xfs /dev/sdb rw',
].join('\n')
const layers = mounts.replace('ext4 /dev/vda', 'overlay overlay')
const [machine, container] = ['pid:[4026531836]', 'pid:[4026532201]']

it.each([
  ['/home/ada/shop', machine, false],
  ['/workspace', machine, false],
  ['/mnt/team/shop', machine, true],
  ['/mnt/teams/shop', machine, false],
  ['/mnt/team/own/shop', machine, false],
  ['/mnt/with space/shop', machine, true],
  ['/home/ada/shop', container, false],
  ['/workspace/shop', container, true],
  ['/mnt/team/shop', container, true],
])('%s in %s: %s', (folder, namespace, expected) => {
  const told = { mounts: layers, namespace, kernel: '6.8.0-generic' }
  expect(mayBeReached(folder, told)).toBe(expected)
})

it('takes a root that is no container’s own for shared, but for the disk of WSL', () => {
  const at = (kernel: string) => mayBeReached('/home', { mounts, namespace: container, kernel })
  expect(at('6.8.0-generic')).toBe(true)
  expect(at('5.15.167.4-microsoft-standard-WSL2')).toBe(false)
})

it('takes a folder for shared of which nothing is said', () => {
  expect(mayBeReached('/home', { mounts: '', namespace: machine, kernel: '' })).toBe(true)
})
