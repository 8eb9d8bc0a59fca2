// What a recorded situation is: what is said, what the scripted model does then, how its requests are answered.
import type { PermissionMode } from '@a-parallel/shared'
import type { ScenarioInput } from '../../packages/scripted-model/src/index.ts'
import type { RecordedAgent } from './agent.ts'

export interface Situation {
  name: string
  permissionMode?: PermissionMode
  model?: string
  steps: ScenarioInput['steps']
  /** Only played within another situation. */
  isScriptOnly?: boolean
  /** What an earlier process does, whose lines are not kept. */
  before?: (agent: RecordedAgent) => Promise<void>
  /** Takes the earlier process's conversation up again. */
  resumes?: boolean
  /** Plays the person; the default says one prompt and waits until the agent rests. */
  play?: (agent: RecordedAgent) => Promise<void>
}

const turnIds = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
]

/** Says a prompt; the name of the situation in it chooses the script. */
export function say(agent: RecordedAgent, text: string, nth = 0): void {
  const turnId = turnIds[nth] as never // A branded id; this one is a valid uuid.
  agent.order({ type: 'say', turnId, text })
}

export async function allowAll(agent: RecordedAgent, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const asked = await agent.asked()
    agent.answer(asked, { behavior: 'allow', updatedInput: asked.input })
  }
  await agent.idle()
}

export const bash = (command: string, more: object = {}) => ({
  tool: 'Bash',
  input: { command, description: 'Run it', ...more },
})
