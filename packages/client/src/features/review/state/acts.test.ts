// What is said where something was not reverted.
import { afterEach, expect, it } from 'vitest'
import { dismissToast, currentToasts } from '../../../ui/overlays/toast-store.ts'
import { tellUnreverted } from './acts.ts'

afterEach(() => {
  for (const { id } of currentToasts()) dismissToast(id)
})

it.each([
  ['offers to undo what was reverted until then', { kept: 'an id' }, true],
  ['offers no undo where nothing was', {}, false],
])('%s', (_, values, isOffered) => {
  tellUnreverted({ code: 'disk_full', detail: 'The disk is full.', values }, () =>
    Promise.resolve(),
  )
  const [toast] = currentToasts()
  expect(toast).toMatchObject({ tone: 'bad' })
  expect(toast?.action !== undefined).toBe(isOffered)
})
