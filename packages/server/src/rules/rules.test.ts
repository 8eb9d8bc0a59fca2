// Rules of projects in a real database: each owner has only their own.
import type { Actor, OwnerId, ProjectId, RuleId } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type OpenDatabase } from '../store/sqlite/database.ts'
import { openRules, type Rules } from './index.ts'

let folder: string
let database: OpenDatabase
let rules: Rules

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-rules-'))
  database = openDatabase(join(folder, 'data.db'))
  const newId: never = (() => randomUUID()) as never // Any UUID is an id of any kind.
  const clock = { now: () => '2026-01-01T00:00:00.000Z' }
  rules = openRules({ db: database.db, clock, newId })
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const person = (name: string): Actor => ({ kind: 'person', id: name as OwnerId }) // Of the right shape.
const ana = person('ana')
const project = randomUUID() as ProjectId // Likewise.
const saying = { kind: 'command', tool: 'Bash', pattern: 'git log *', decision: 'allow' } as const

it('keeps a rule with who made it, and counts its uses', () => {
  const made = rules.make(ana, project, saying)
  expect(made).toMatchObject({ ...saying, by: ana, usedCount: 0, lastUsedAt: null })
  rules.used(made.owner, made.id, '2026-01-02T00:00:00.000Z')
  rules.used(made.owner, made.id, '2026-01-03T00:00:00.000Z')
  expect(rules.list(ana, project)).toMatchObject([
    { usedCount: 2, lastUsedAt: '2026-01-03T00:00:00.000Z' },
  ])
  expect(rules.list(ana, randomUUID() as ProjectId)).toEqual([])
})

it('makes one rule of the same saying, with the decision that was taken last', () => {
  const first = rules.make(ana, project, saying)
  const second = rules.make(ana, project, { ...saying, decision: 'deny' })
  expect([second.id, second.decision]).toEqual([first.id, 'deny'])
  expect(rules.standing(first.owner, project)).toHaveLength(1)
})

it('answers by what it says now', () => {
  const { id, owner } = rules.make(ana, project, saying)
  expect(rules.standing(owner, project)).toMatchObject([{ pattern: 'git log *' }])
  rules.change(ana, id, { pattern: 'git show *' })
  expect(rules.standing(owner, project)).toMatchObject([{ pattern: 'git show *' }])
  rules.remove(ana, id)
  expect(rules.standing(owner, project)).toEqual([])
})

it('refuses what cannot be kept to', () => {
  const { id } = rules.make(ana, project, saying)
  for (const pattern of [null, '*', 'g* log'])
    expect(() => rules.change(ana, id, { pattern })).toThrow(
      expect.objectContaining({ code: 'rule_invalid' }),
    )
  expect(rules.list(ana)).toMatchObject([saying])
})

it('shows nobody the rules of others', () => {
  const { id } = rules.make(ana, project, saying)
  const bob = person('bob')
  const missing = expect.objectContaining({ code: 'rule_not_found' })
  expect(rules.list(bob)).toEqual([])
  expect(rules.standing('bob' as OwnerId, project)).toEqual([])
  expect(() => rules.change(bob, id, { decision: 'deny' })).toThrow(missing)
  expect(() => rules.remove(bob, id)).toThrow(missing)
  expect(() => rules.remove(ana, randomUUID() as RuleId)).toThrow(missing)
  expect(rules.list(ana)).toHaveLength(1)
})
