// `npm run build`: builds the server and the web app where they are stale.
import { buildStale } from './building/build.ts'
import { root } from './building/root.ts'
import { targets } from './building/targets.ts'

try {
  const built = await buildStale(root, targets, (line) => console.log(line))
  if (built.length === 0 && process.stdout.isTTY) console.log('Everything is built.')
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  console.error('The build failed; the last good build, if any, is still in dist/.')
  process.exitCode = 1
}
