// The face of skills: the page of them.
export { SkillsPage } from './skills-page.tsx'
