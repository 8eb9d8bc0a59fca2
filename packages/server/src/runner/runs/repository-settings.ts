// Whether the settings that a repository brings for the agent may take effect. Only when they hold nothing that runs,
// redirects or permits by itself; otherwise the agent is started with the user's own settings alone.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** Keys that only describe. Any other key (hooks, env, permissions, apiKeyHelper, …) makes the settings untrusted. */
const harmless = new Set([
  '$schema',
  'model',
  'outputStyle',
  'includeCoAuthoredBy',
  'attribution',
  'language',
])

const files = ['.claude/settings.json', '.claude/settings.local.json']

/** @param checkout the folder that the agent will work in. */
export async function repositorySettingsAreHarmless(checkout: string): Promise<boolean> {
  const verdicts = await Promise.all(files.map((file) => harmlessFile(join(checkout, file))))
  return verdicts.every(Boolean)
}

async function harmlessFile(path: string): Promise<boolean> {
  try {
    const settings = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(await readFile(path, 'utf8')))
    return Object.keys(settings).every((key) => harmless.has(key))
  } catch (cause) {
    // Absent is harmless; what cannot be read or parsed is not.
    return (
      cause instanceof Error &&
      'code' in cause &&
      (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
    )
  }
}
