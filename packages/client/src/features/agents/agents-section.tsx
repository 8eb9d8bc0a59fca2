// Agents and models: which program agents are started from, how it is signed in, and what new threads begin with.
import { useTranslation } from 'react-i18next'
import { useSetup } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { Beginnings } from './beginnings.tsx'
import { Login } from './login.tsx'
import { OfferedModels } from './offered-models.tsx'
import { OtherAgents } from './other-agents.tsx'
import { ProgramSetting } from './program-setting.tsx'

export function AgentsSection() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data: setup, error } = useSetup()
  return (
    <>
      <div className="flex flex-col gap-4 py-3">
        <ProgramSetting found={setup?.agent} />
        {setup && <OtherAgents program={setup.agent.path} />}
      </div>
      {!setup && !error && <Skeleton className="py-3" lines={['40%', '70%', '55%']} />}
      {!setup && error && (
        <p role="alert" className="py-3 text-fail">
          {t('welcome.checkFailed')} {words(problemOf(error)).text}
        </p>
      )}
      {setup && <Login agent={setup.agent} />}
      <Beginnings models={setup?.models ?? []} />
      {setup && <OfferedModels models={setup.models} />}
    </>
  )
}
