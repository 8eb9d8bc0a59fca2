import { expect, it } from 'vitest'
import { isPublic } from '../../platform/public-host.ts'
import { refuseAddress } from './address.ts'

it.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/x',
  'https://web.push.apple.com/Q',
])('%s may be a push service', (endpoint) => {
  expect(refuseAddress(endpoint, null).href).toBe(endpoint)
})

it.each([
  'http://fcm.googleapis.com/x',
  'https://fcm.googleapis.com:8443/x',
  'https://me:secret@fcm.googleapis.com/x',
  'https://localhost/x',
  'https://push/x',
  'https://a.localhost/x',
  'https://printer.local/x',
  'https://metadata.google.internal/x',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://169.254.169.254/latest',
  'https://8.8.8.8/x',
  'https://[::1]/x',
  'https://[::ffff:10.0.0.1]/x',
  'file:///etc/passwd',
])('%s is refused', (endpoint) => {
  expect(() => refuseAddress(endpoint, null)).toThrow()
})

it('takes the trusted origin as it is, and no other', () => {
  const trusted = 'http://127.0.0.1:4000'
  expect(refuseAddress('http://127.0.0.1:4000/a', trusted).pathname).toBe('/a')
  for (const other of ['http://127.0.0.1:4001/a', 'http://127.0.0.1:4000@evil.example/a'])
    expect(() => refuseAddress(other, trusted)).toThrow()
})

it.each([
  ['142.250.1.1', true],
  ['2a00:1450:4001::1', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.20.0.1', false],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['198.18.0.1', false],
  ['192.0.2.1', false],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001::1', false],
  ['no address', false],
])('%s is public: %s', (address, open) => {
  expect(isPublic(address)).toBe(open)
})
