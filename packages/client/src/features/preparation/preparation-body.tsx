// All of a preparation: what the worktree was given and what not, its ports, its commands, and how it was torn down.
import type { Preparation, ProjectId, ThreadId } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { CommandItem } from './command-item.tsx'
import { FaultList } from './fault-list.tsx'
import { EnvironmentSection } from './environment/environment-section.tsx'
import { GivenList } from './given-list.tsx'
import { SetupLink } from './links.tsx'
import { TornDownList } from './torn-down-list.tsx'

export type PreparationBodyProps = {
  threadId: ThreadId
  projectId: ProjectId
  /** Null where no recipe says anything. */
  preparation: Preparation | null
  /** Nothing can be done about it now: the thread is archived. */
  fixed: boolean
}

export function PreparationBody({ threadId, projectId, preparation, fixed }: PreparationBodyProps) {
  const { ports = {}, tornDown = null } = preparation ?? {}
  return (
    <div className="flex flex-col gap-2 ps-[26px] pe-1.5 pb-2 text-sm">
      {preparation && (
        <Prepared
          threadId={threadId}
          projectId={projectId}
          preparation={preparation}
          fixed={fixed}
        />
      )}
      {!fixed && (
        <EnvironmentSection
          threadId={threadId}
          projectId={projectId}
          version={JSON.stringify(ports)}
        />
      )}
      {tornDown && tornDown.length > 0 && <TornDownList results={tornDown} />}
      <p>
        <SetupLink projectId={projectId} />
      </p>
    </div>
  )
}

type PreparedProps = PreparationBodyProps & { preparation: Preparation }

function Prepared({ threadId, projectId, preparation, fixed }: PreparedProps) {
  const { t } = useTranslation()
  const { faults, isOwnFaulty, carried, ports, commands } = preparation
  const numbers = Object.entries(ports)
  return (
    <>
      {faults.length > 0 && (
        <>
          <p>{t(isOwnFaulty ? 'preparation.ownFaulty' : 'preparation.faulty')}</p>
          <FaultList faults={faults} />
        </>
      )}
      {carried && <GivenList carried={carried} />}
      {numbers.length > 0 && (
        <p className="flex flex-wrap gap-x-3">
          <span className="text-muted">{t('preparation.ports')}</span>
          {numbers.map(([name, port]) => (
            <code key={name}>
              {name}={port}
            </code>
          ))}
        </p>
      )}
      {commands.length > 0 && (
        <ul aria-label={t('preparation.commands')} className="flex flex-col gap-1">
          {commands.map((command) => (
            <CommandItem
              key={command.name}
              threadId={threadId}
              projectId={projectId}
              command={command}
              fixed={fixed}
            />
          ))}
        </ul>
      )}
    </>
  )
}
