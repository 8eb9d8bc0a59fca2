import { expect, it } from 'vitest'
import { addressOf } from './address.ts'

it('puts parameters and query into the address, encoded', () => {
  expect(
    addressOf('/api/threads/:id/approvals/:approvalId', { id: 'a b', approvalId: 'x/y' }),
  ).toBe('/api/threads/a%20b/approvals/x%2Fy')
  expect(addressOf('/api/files/browse', {}, { path: '~/a&b', fresh: undefined })).toBe(
    '/api/files/browse?path=%7E%2Fa%26b',
  )
})
