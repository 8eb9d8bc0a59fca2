// Chance, handed in.
import { randomUUID } from 'node:crypto'

export type NewId = () => string

export const randomId: NewId = randomUUID
