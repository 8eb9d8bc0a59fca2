// The face of the wire: what travels between browser, server and runner.
export {
  call,
  type Call,
  type CallInput,
  type CallRequest,
  type CallResult,
  type Method,
} from './call.ts'
export { calls, type Calls } from './calls.ts'
export { ProjectRemains } from './projects/project-calls.ts'
export { DevServersHere } from './threads/dev-server-calls.ts'
export { OtherAgent } from './agents/agent-calls.ts'
export { BroughtToolServer, SwitchPlace, ThreadToolServer } from './agents/tool-server-calls.ts'
export { ProjectRecipe } from './projects/recipe-calls.ts'
export { SetupOutput } from './projects/setup-calls.ts'
export { SkillBody, SkillFrom } from './skills/skill-calls.ts'
export { FilePick, HunkPick } from './review-calls.ts'
export { FileChange } from './turn-calls.ts'
export { Health, Listing, Model, Setup } from './machine.ts'
export {
  bearerProtocolPrefix,
  changesTopic,
  ClientFrame,
  Delta,
  IndexState,
  liveProtocol,
  Printed,
  Room,
  ServerFrame,
  threadTopic,
  Topic,
} from './socket.ts'
export { Restored } from './data/restored.ts'
export type {
  DraftItem,
  DraftNotice,
  DraftToolCall,
  OfferedModel,
  Order,
  SaidImage,
  Signal,
  ToldToolServer,
} from './signals.ts'
