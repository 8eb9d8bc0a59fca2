// Skills for tests: their texts, as files and as archives.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeZip } from '../../../packages/server/src/runner/skills/archive/made-archives.ts'

export function skillText(name: string, body: string, more = ''): string {
  return `---\nname: ${name}\ndescription: Says hello to people\n${more}---\n${body}\n`
}

export function putSkill(root: string, name: string, text: string): void {
  mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, name, 'SKILL.md'), text)
}

/** With one file that can be run. */
export function zippedSkill(name: string, text: string): Buffer {
  return madeZip([
    { name: `${name}/SKILL.md`, text },
    { name: `${name}/scripts/wave.sh`, text: '#!/bin/sh\necho hello\n', mode: 0o100755 },
  ])
}
