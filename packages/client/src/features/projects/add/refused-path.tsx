// Why a folder was not taken, and what to do about it: add another folder, or run a command.
import { useTranslation } from 'react-i18next'
import type { ProblemValue } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { CommandLine } from '../command-line.tsx'
import { cureFor } from './folders.ts'

export type RefusedPathProps = {
  path: string
  problem: ProblemValue
  busy: boolean
  onInstead: (path: string) => void
  /** Makes a repository of it, where it is none or has no commit. */
  onMake: (() => void) | undefined
}

const makeable = new Set(['not_a_repository', 'repository_empty'])

export function RefusedPath({ path, problem, busy, onInstead, onMake }: RefusedPathProps) {
  const { t } = useTranslation()
  const { text, detail } = useProblemWords()(problem)
  const root = problem.values?.root
  const cure = cureFor(problem.code, path)
  return (
    <div role="alert" className="flex flex-col gap-2 rounded-md border border-fail p-3">
      <p className="text-fail">
        {text} {detail}
      </p>
      {typeof root === 'string' && (
        <Button weight="primary" className="self-start" onClick={() => onInstead(root)}>
          <span className="wrap-anywhere">{t('addProject.addRoot', { root })}</span>
        </Button>
      )}
      {onMake && makeable.has(problem.code) && (
        <>
          <p className="text-sm text-muted">{t('addProject.makeDetail')}</p>
          <Button weight="primary" className="self-start" busy={busy} onClick={onMake}>
            {t('addProject.make')}
          </Button>
        </>
      )}
      {cure !== null && (
        <>
          <p className="text-sm text-muted">
            {t(
              onMake && makeable.has(problem.code) ? 'addProject.orRunThis' : 'addProject.runThis',
            )}
          </p>
          <CommandLine command={cure} />
        </>
      )}
    </div>
  )
}
