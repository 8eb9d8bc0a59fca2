// The text of a new skill from what was filled in. Pure.

export interface SaidOfSkill {
  name: string
  description: string
  hint: string
  body: string
}

export function isSkillName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,63}$/.test(name)
}

/** Values are quoted as JSON, which YAML reads as it is. */
export function newSkillText({ name, description, hint, body }: SaidOfSkill): string {
  const lines = [
    '---',
    `name: ${name}`,
    `description: ${JSON.stringify(description.trim())}`,
    ...(hint.trim() === '' ? [] : [`argument-hint: ${JSON.stringify(hint.trim())}`]),
    '---',
    '',
    body.trim(),
    '',
  ]
  return lines.join('\n')
}
