// The skills in which all words stand that somebody typed: in the name, the folder or what it is for. Pure.
import type { Skill } from '@a-parallel/shared'

export function fitting(skills: readonly Skill[], sought: string): readonly Skill[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return skills
  return skills.filter(({ name, folder, description }) => {
    const said = `/${name} ${folder} ${description}`.toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
