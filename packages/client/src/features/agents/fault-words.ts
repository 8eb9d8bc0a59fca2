// Why a path is none that agents can be started from, in words.
import type { ProblemValue, ProgramFault } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'

const faults: readonly ProgramFault[] = [
  'relative',
  'repository',
  'absent',
  'no-file',
  'locked',
  'silent',
  'failed',
  'unversioned',
]

/** What a refusal says of the path; undefined where it is about something else. */
export function faultOf({ code, values }: ProblemValue): ProgramFault | undefined {
  if (code !== 'agent_program_refused') return undefined
  return faults.find((fault) => fault === values?.['fault'])
}

export function useFaultWords(): (fault: ProgramFault, path: string) => string {
  const { t } = useTranslation()
  return (fault, path) => t(`agents.fault.${fault}`, { path })
}
