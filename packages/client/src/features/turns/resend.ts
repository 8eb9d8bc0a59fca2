// The changed words of a message that is to be said again: kept until the rewind that says them is done, or they are given up.
import type { Turn, TurnId } from '@a-parallel/shared'
import { store } from '../../platform/browser.ts'
import { useKeptText } from '../../platform/kept-text.ts'

const key = (id: TurnId) => `resend.${id}`

export const useResend = ({ id, text }: Turn) => useKeptText(key(id), text)

export const forgetResend = (id: TurnId) => void store(key(id), undefined)
