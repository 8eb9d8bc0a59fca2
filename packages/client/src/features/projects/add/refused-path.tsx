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
  onInstead: (path: string) => void
}

export function RefusedPath({ path, problem, onInstead }: RefusedPathProps) {
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
        <Button className="self-start" onClick={() => onInstead(root)}>
          <span className="wrap-anywhere">{t('addProject.addRoot', { root })}</span>
        </Button>
      )}
      {cure !== null && (
        <>
          <p className="text-sm text-muted">{t('addProject.runThis')}</p>
          <CommandLine command={cure} />
        </>
      )}
    </div>
  )
}
