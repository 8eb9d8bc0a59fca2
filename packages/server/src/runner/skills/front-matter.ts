// What a SKILL.md says of itself, and what is wrong with it. Pure. The agent's program takes a text whose front matter it
// cannot read for one without any; here that is told.
import type { SkillFault, SkillFaultCode } from '@a-parallel/shared'
import { LineCounter, parseDocument } from 'yaml'

export interface SaidBySkill {
  /** What follows the slash. */
  name: string
  description: string
  hint: string
  /** By a person, with a slash. */
  isInvocable: boolean
  /** Behind the front matter. */
  body: string
  faults: SkillFault[]
}

/** The time that its reader takes grows with the square of it. */
const longestFront = 16_384
/** The agent's program shows the model so much of a description. */
const longestDescription = 1536
const validName = /^[a-z0-9][a-z0-9-]{0,63}$/

/**
 * @param folder what the skill's folder is called.
 * @param form a command's name is always its file's, and it needs no front matter.
 */
export function readSkillText(
  text: string,
  folder: string,
  form: 'skill' | 'command' = 'skill',
): SaidBySkill {
  const faults: SkillFault[] = []
  const tell = (code: SkillFaultCode, said = '', line: number | null = null) =>
    faults.push({ code, isGrave: grave.has(code), said: said.slice(0, 300), line })
  const { front, body } = partsOf(text, tell)
  const fields = front === null ? {} : fieldsOf(front, tell)
  const isSkill = form === 'skill'
  if (isSkill && front === null && faults.length === 0) tell('no-front-matter')
  const said = textOf(fields['name'])
  const name = isSkill && said !== '' ? said : folder
  if (isSkill && !validName.test(name)) tell('name-invalid', name)
  else if (isSkill && name !== folder) tell('name-differs', folder)
  const description = textOf(fields['description'])
  if (isSkill && front !== null && description === '' && faults.every(({ isGrave }) => !isGrave))
    tell('description-missing')
  if (description.length > longestDescription) tell('description-long', String(description.length))
  if (body.trim() === '') tell('empty')
  const shown = description === '' ? firstLineOf(body) : description
  const hint = textOf(fields['argument-hint'])
  const isInvocable = fields['user-invocable'] !== false
  return { name, description: shown, hint, isInvocable, body, faults }
}

const grave: ReadonlySet<SkillFaultCode> = new Set([
  'front-matter-open',
  'front-matter-broken',
  'front-matter-no-list',
  'name-invalid',
  'empty',
])

type Tell = (code: SkillFaultCode, said?: string, line?: number | null) => void

function partsOf(text: string, tell: Tell): { front: string | null; body: string } {
  const plain = text.replace(/^\uFEFF/, '')
  if (!/^---[ \t]*\r?\n/.test(plain)) return { front: null, body: plain }
  const found = /^---[ \t]*\r?\n([^]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/m.exec(plain)
  if (found) return { front: found[1] ?? '', body: plain.slice(found[0].length) }
  tell('front-matter-open')
  return { front: null, body: plain }
}

function fieldsOf(front: string, tell: Tell): Record<string, unknown> {
  if (front.length > longestFront) {
    tell('front-matter-broken', `It has more than ${longestFront} characters`)
    return {}
  }
  const lines = new LineCounter()
  const document = parseDocument(front, { lineCounter: lines })
  const [error] = document.errors
  if (error) {
    const [first = ''] = error.message.split('\n')
    tell(
      'front-matter-broken',
      first.replace(/ at line \d+.*$/, ''),
      lines.linePos(error.pos[0]).line + 1,
    )
    return {}
  }
  const value = valueOf(document, tell)
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) {
    tell('front-matter-no-list')
    return {}
  }
  return value as Record<string, unknown> // Just looked at.
}

/** What refers to itself may grow without end. */
function valueOf(document: ReturnType<typeof parseDocument>, tell: Tell): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (cause) {
    tell('front-matter-broken', cause instanceof Error ? cause.message : '')
    return null
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? value.trim() : ''
}

function firstLineOf(body: string): string {
  const line = body.split('\n').find((one) => one.trim() !== '') ?? ''
  return line
    .replace(/^#+\s*/, '')
    .trim()
    .slice(0, 200)
}
