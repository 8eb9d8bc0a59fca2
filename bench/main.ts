// `npm run bench [-- --quick] [--json file] [--only start,flood] [--no-build] [--profile folder]`: ours against the raw limit, in one run.
// Fails when anything was lost; a missed aim is told, and fails nothing.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildStale } from '../scripts/building/build.ts'
import { root } from '../scripts/building/root.ts'
import { targets } from '../scripts/building/targets.ts'
import { boot } from './figures/boot.ts'
import { burst } from './figures/burst.ts'
import { firstPage } from './figures/first-page.ts'
import { firstText } from './figures/first-text.ts'
import { spareText } from './figures/spare/spare.ts'
import { rested } from './figures/rested.ts'
import { flood } from './figures/flood.ts'
import { growth } from './figures/growth.ts'
import { latency } from './figures/latency.ts'
import { openThread } from './figures/open-thread.ts'
import { recovery } from './figures/recovery.ts'
import { reviewPage } from './figures/review/page.ts'
import { review } from './figures/review/review.ts'
import { search } from './figures/search.ts'
import { start } from './figures/start.ts'
import { typing } from './figures/typing.ts'
import { usage } from './figures/usage.ts'
import { together, type Findings } from './rig/figure.ts'
import { exitCodeOf } from './loss.ts'
import { printTable, writeJson } from './rig/report.ts'
import { withRig, type Rig } from './rig/rig.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string' },
    build: { type: 'boolean', default: true },
    profile: { type: 'string' },
  },
  allowNegative: true,
})

type Measure = (rig: Rig) => Promise<Findings>

const parts: Record<string, Measure> = {
  start,
  'first-page': async () => firstPage(),
  'first-text': firstText,
  spare: spareText,
  rested,
  latency,
  flood: async (rig) => together(await flood(rig)),
  'open-thread': openThread,
  typing,
  recovery,
  boot,
  growth,
  burst,
  review,
  search,
  usage,
  'review-page': reviewPage,
}

const say = (line: string) => console.log(line)
const chosen = values.only?.split(',') ?? Object.keys(parts)
const unknown = chosen.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Choose from: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}
if (values.build) await buildStale(root, targets, say)

const findings = await withRig(
  { quick: values.quick, profile: values.profile, say },
  async (rig) => {
    const all: Findings[] = []
    for (const name of chosen) {
      say(`${name} …`)
      const measure = parts[name]
      if (measure) all.push(await measure(rig))
    }
    return together(all)
  },
)

const time = new Date().toISOString().replaceAll(':', '-')
const file = values.json ?? join(root, 'bench/results', `${time}.json`)
say('')
printTable(findings, say)
writeJson(findings, file, values.quick)
say(`As JSON: ${file}`)
process.exitCode = exitCodeOf(findings)
