// Builds the targets that are stale, one after the other. Says something only when it builds.
import { inspect, isStale, readManifest, writeManifest, type Built } from './stale.ts'
import { makeTarget, type Target } from './targets.ts'

/** Builds what is stale under `root` and returns the names of what was built. Throws when a build fails. */
export async function buildStale(
  root: string,
  targets: Record<string, Target>,
  say: (line: string) => void,
): Promise<string[]> {
  const names = Object.keys(targets)
  const record = (name: string, now: Built | undefined) => {
    const known = readManifest(root).targets
    if (now === undefined) delete known[name]
    else known[name] = now
    writeManifest(root, { names, targets: known })
  }
  const built: string[] = []
  for (const [name, target] of Object.entries(targets)) {
    // Inspected before building: a file that changes meanwhile makes the result stale, not silently old.
    const now = inspect(root, target)
    if (isStale(root, now, readManifest(root).targets[name])) {
      const began = Date.now()
      // Forgotten first: an output that is cut short must not pass for the one that was there.
      record(name, undefined)
      await makeTarget(root, target)
      built.push(name)
      say(`Built the ${name} in ${((Date.now() - began) / 1000).toFixed(1)} s.`)
    }
    record(name, now)
  }
  return built
}
