// Which ports are listened on, as the systems tell it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { listenerOn, parseLsof, parseSockets, portsOf } from './listening.ts'

const line = (local: string, state: string, inode: number) =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000 100 0 0 10 0`
const six = (local: string, inode: number) =>
  `   0: ${local} ${'0'.repeat(32)}:0000 0A 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000 100 0 0 10 0`

it.each([
  ['all addresses', line('00000000:0BB8', '0A', 7), [{ inode: '7', port: 3000 }]],
  ['loopback', line('0100007F:1F90', '0A', 8), [{ inode: '8', port: 8080 }]],
  ['another address', line('0100A8C0:1F90', '0A', 9), []],
  ['another address of loopback', line('0200007F:1F90', '0A', 9), []],
  ['a connection', line('0100007F:1F90', '01', 9), []],
  ['all of IPv6', six(`${'0'.repeat(32)}:1538`, 10), [{ inode: '10', port: 5432 }]],
  ['::1', six(`${'0'.repeat(24)}01000000:1539`, 11), [{ inode: '11', port: 5433 }]],
  [
    '127.0.0.1 as IPv6',
    six('0000000000000000FFFF00000100007F:1F91', 12),
    [{ inode: '12', port: 8081 }],
  ],
  ['another IPv6 address', six('B80D01200000000000000000010000FE:1F91', 13), []],
  ['the head of the table', '  sl  local_address rem_address   st tx_queue rx_queue', []],
  ['nothing', '', []],
])('reads %s', (_, table, found) => {
  expect(parseSockets(table)).toEqual(found)
})

it('reads what lsof says', () => {
  const text = 'p501\ncnode\nf23\nn*:3000\nf24\nn192.168.0.2:3001\np7\ncpostgres\nf5\nn[::1]:5432\n'
  expect(parseLsof(text)).toEqual([
    { pid: 501, program: 'node', port: 3000 },
    { pid: 7, program: 'postgres', port: 5432 },
  ])
})

it('tells the ports of a process, and who has one', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo // It listens on a port.
  expect(await portsOf([process.pid])).toContain(port)
  expect(await listenerOn(port)).toMatchObject({ pid: process.pid })
  await new Promise((resolve) => server.close(resolve))
  expect(await portsOf([process.pid])).not.toContain(port)
  expect(await listenerOn(port)).toBe(null)
})
