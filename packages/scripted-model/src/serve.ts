// The scripted model as a process of its own, for the demo and for trying scripts by hand.
// Prints one JSON line {url, pid} when it listens; ends on SIGTERM, on SIGINT and, with --end-with-stdin, when stdin closes.
import { parseArgs } from 'node:util'
import { readScenarioFile } from './scenario-file.ts'
import { startScriptedModel } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'scenarios-file': { type: 'string' },
    speed: { type: 'string', default: '1' },
    log: { type: 'string' },
    'end-with-stdin': { type: 'boolean', default: false },
  },
})

const file = values['scenarios-file']
const model = await startScriptedModel({
  scenarios: file === undefined ? [] : await readScenarioFile(file),
  port: Number(values.port),
  speed: Number(values.speed),
  log: values.log,
})
process.stdout.write(`${JSON.stringify({ url: model.url, pid: process.pid })}\n`)

const end = () => void model.close().then(() => process.exit(0))
process.once('SIGTERM', end)
process.once('SIGINT', end)
if (values['end-with-stdin']) process.stdin.once('end', end).resume()
