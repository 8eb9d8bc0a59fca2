// What a command has printed, live while it runs.
import type { SetupCommand, ThreadId } from '@a-parallel/shared'
import { useSetupOutput } from '../../api/recipe.ts'
import { PrintedOutput } from './printed-output.tsx'

export function CommandLog({ threadId, command }: { threadId: ThreadId; command: SetupCommand }) {
  const { name, attempt, state } = command
  const { data } = useSetupOutput(threadId, { name, attempt, live: state === 'running' })
  return data ? <PrintedOutput name={name} output={data} /> : null
}
