// Why a skill was not written or unpacked, in words: its fault, or what the archive holds.
import type { ProblemValue, SkillFault } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useProblemWords } from '../../words/problem-text.ts'

const reasons = [
  'path',
  'link',
  'special',
  'twice',
  'files',
  'bytes',
  'ratio',
  'packed',
  'encrypted',
  'broken',
  'unknown',
] as const

export function Refused({ problem }: { problem: ProblemValue | undefined }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const why = () => {
    const { fault, line, reason, path = '' } = problem?.values ?? {}
    if (problem?.code === 'skill_invalid' && typeof fault === 'string') {
      const code = fault as SkillFault['code'] // The server names it so.
      return `${t(`skills.faults.${code}`, { said: '' })} ${t('skills.inLine', { line: line ?? 1 })}`
    }
    const known = reasons.find((one) => one === reason)
    return known ? `${t(`skills.refused.${known}`)} ${path}`.trim() : ''
  }
  return (
    <p role="alert" className="text-sm text-pretty wrap-anywhere text-fail empty:hidden">
      {problem && [words(problem).text, words(problem).detail, why()].filter(Boolean).join(' ')}
    </p>
  )
}
