// The ways on from a merge that was refused: only those that can work, the likeliest first.
import { useTranslation } from 'react-i18next'
import type { ProblemValue } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import type { Worded } from '../merge/message.ts'
import type { Acts } from '../use-acts.ts'
import { waysOn, type Way } from './ways-on.ts'

type Props = {
  problem: ProblemValue
  acts: Acts
  /** Asks for the message of a merge first. */
  onMerge: (how: Worded) => void
}

export function Unmerged({ problem, acts, onMerge }: Props) {
  const { t } = useTranslation()
  const ways = waysOn(problem)
  if (ways.length === 0) return null
  const base = problem.values?.['base'] ?? ''
  const words: Record<Way, string> = {
    updateByMerge: t('publish.updateByMerge'),
    updateByRebase: t('publish.updateByRebase'),
    merge: t('publish.into.merge', { base }),
    squash: t('publish.into.squash', { base }),
  }
  const go: Record<Way, () => void> = {
    updateByMerge: () => void acts.update('base', 'merge'),
    updateByRebase: () => void acts.update('base', 'rebase'),
    merge: () => onMerge('merge'),
    squash: () => onMerge('squash'),
  }
  return (
    <div className="flex flex-wrap gap-2">
      {ways.map((way) => (
        <Button key={way} size="sm" onClick={go[way]}>
          {words[way]}
        </Button>
      ))}
    </div>
  )
}
