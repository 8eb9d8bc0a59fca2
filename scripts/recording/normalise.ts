// Takes out of recorded lines what belongs to the machine or is only long: paths, process ids, lists of commands.
const emptied = new Set([
  'tools',
  'slash_commands',
  'skills',
  'agents',
  'plugins',
  'commands',
  'available_output_styles',
  'memory_paths',
])

/** The lines as they are stored. `paths` maps a path of this machine to the one that is written instead. */
export function normalise(lines: readonly string[], paths: readonly [string, string][]): string {
  const clean = lines.map((line) => {
    const replaced = paths.reduce((text, [from, to]) => text.replaceAll(from, to), line)
    return JSON.stringify(JSON.parse(replaced, shortened))
  })
  return `${clean.join('\n')}\n`
}

function shortened(key: string, value: unknown): unknown {
  if (key === 'pid') return 1
  if (emptied.has(key)) return Array.isArray(value) ? [] : {}
  return value
}
