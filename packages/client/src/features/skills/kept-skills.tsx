// Skills that were removed or replaced, and the way to have them back.
import type { KeptSkill, ProjectId } from '@a-parallel/shared'
import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSkillActs } from '../../api/skills.ts'
import { useAttempt } from '../../api/use-attempt.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Refused } from './refused.tsx'

type KeptSkillsProps = { projectId: ProjectId | null; kept: readonly KeptSkill[] }

export function KeptSkills({ projectId, kept }: KeptSkillsProps) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('skills.kept')} className="py-4">
      <h3 className="font-medium">{t('skills.kept')}</h3>
      <p className="pb-1 text-sm text-pretty text-muted">{t('skills.keptHint')}</p>
      <ul className="divide-y divide-line">
        {kept.map((one) => (
          <Row key={one.id} projectId={projectId} kept={one} />
        ))}
      </ul>
    </section>
  )
}

function Row({ projectId, kept }: { projectId: ProjectId | null; kept: KeptSkill }) {
  const { t } = useTranslation()
  const { dayClock, day } = useFormat()
  const acts = useSkillActs(projectId)
  const { busy, problem, attempt } = useAttempt(() => acts.again())
  const { name, why, at, until } = kept
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-mono text-sm">{name}</p>
        <p className="text-xs text-muted">
          {t(`skills.why.${why}`)} · <time dateTime={at}>{dayClock(Date.parse(at))}</time> ·{' '}
          {t('review.kept.until', { date: day(Date.parse(until)) })}
        </p>
        <Refused problem={problem} />
      </div>
      <Button
        size="sm"
        busy={busy}
        icon={<Undo2 size={13} aria-hidden />}
        aria-label={t('skills.bringBackOne', { name })}
        onClick={() => attempt(() => acts.restore(kept.id))}
      >
        {t('skills.bringBack')}
      </Button>
    </li>
  )
}
