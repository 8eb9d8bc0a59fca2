// Chance, handed in.
import { randomUUID } from 'node:crypto'

export type NewId = () => string

export const randomId: NewId = randomUUID

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const isUuid = (text: string): boolean => uuid.test(text)
