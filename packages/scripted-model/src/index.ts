// The scripted model: a Messages API on loopback that plays scenarios, so that a real agent runs without an account.
// The public face of the package.
export { startScriptedModel, type ScriptedModel, type ScriptedModelOptions } from './server.ts'
export type { Answer, LoggedRequest } from './request-log.ts'
export { readScenarioFile } from './scenario-file.ts'
export {
  inlineScriptSchema,
  scenarioFileSchema,
  scenarioSchema,
  type Block,
  type Scenario,
  type ScenarioInput,
  type Step,
} from './script/script.ts'
