// `npm run format`: rewrites every file in the house's format.
import { root } from './building/root.ts'
import { runTool } from './gate/tool.ts'

process.exitCode = await runTool(root, 'oxfmt', ['.'])
