// `node scripts/run.mjs walls`: who may import whom, what files may be called, where words may stand.
import { root } from './building/root.ts'
import { reportIdleWaivers, reportWalls, walls } from './walls/report.ts'

const say = (line: string) => console.log(line)
process.exitCode = reportWalls(root, walls, say) + reportIdleWaivers(root, say) > 0 ? 1 : 0
