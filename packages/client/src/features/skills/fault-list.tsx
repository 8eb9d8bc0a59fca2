// What is wrong with a skill's text, in words.
import type { SkillFault } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

export function FaultList({ faults }: { faults: readonly SkillFault[] }) {
  const { t } = useTranslation()
  return (
    <ul className="list-disc ps-5 text-sm">
      {faults.map(({ code, said, line, isGrave }) => (
        <li key={`${code} ${said}`} className={isGrave ? 'text-fail' : 'text-need'}>
          {t(`skills.faults.${code}`, { said })}
          {line !== null && ` ${t('skills.inLine', { line })}`}
        </li>
      ))}
    </ul>
  )
}
