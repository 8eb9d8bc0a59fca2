// A message that is to be said again, as it was changed: kept until the rewind that says it is done, or it is given up.
import type { Turn, TurnId } from '@a-parallel/shared'
import { store } from '../../platform/browser.ts'
import { useKeptText } from '../../platform/kept-text.ts'

export interface Resent {
  text: string
  /** The images that it is not to carry any more. */
  without: readonly string[]
}

const key = (id: TurnId) => `resend.${id}`
const imagesKey = (id: TurnId) => `resend-without.${id}`

export function useResend({ id, text: before }: Turn) {
  const { text, change } = useKeptText(key(id), before)
  const taken = useKeptText(imagesKey(id), '')
  const without = taken.text === '' ? [] : taken.text.split(' ')
  const takeOff = (image: string) => taken.change([...without, image].join(' '))
  return { text, change, without, takeOff }
}

export function forgetResend(id: TurnId): void {
  store(key(id), undefined)
  store(imagesKey(id), undefined)
}
