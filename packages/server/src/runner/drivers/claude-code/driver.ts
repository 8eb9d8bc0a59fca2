// The driver of Claude Code. Everything that is known of this vendor lies in this folder.
import type { AgentDriver } from '../port.ts'
import { capabilities } from './capabilities.ts'
import { decoder } from './decode/decode.ts'
import { encode } from './encode.ts'
import { launch } from './launch.ts'
import { probe } from './probe.ts'
import { sessions } from './transcript/sessions.ts'

export const claudeCode: AgentDriver = {
  name: 'claude-code',
  can: capabilities,
  launch,
  probe,
  sessions,
  decoder,
  encode,
}
