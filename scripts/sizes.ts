// `node scripts/run.mjs sizes`: the ceilings of files, functions and folders.
import { root } from './building/root.ts'
import { reportWalls, sizeWalls } from './walls/report.ts'

process.exitCode = reportWalls(root, sizeWalls, (line) => console.log(line)) > 0 ? 1 : 0
