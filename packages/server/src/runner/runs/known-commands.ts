// What one agent understands behind a slash: told with its handshake and whenever it changes. Whoever has a text for it
// that begins with one waits until it is known.
import type { Signal, SlashCommand } from '@a-parallel/shared'

export interface KnownCommands {
  /**
   * Names and other names, without the slash, and of those with a plugin in front the plugin, as `plugin:`; null until
   * they were told.
   */
  readonly names: ReadonlySet<string> | null
  heard(signal: Signal): void
  /** Resolves once they were told; also when the agent has ended, or is silent for half a minute. */
  known(): Promise<void>
  end(): void
}

const longestWaitMs = 30_000

export function openKnownCommands(waitMs = longestWaitMs): KnownCommands {
  let names: ReadonlySet<string> | null = null
  let ended = false
  const waiting = new Set<() => void>()
  const tell = () => {
    for (const resolve of waiting) resolve()
    waiting.clear()
  }
  return {
    get names() {
      return names
    },
    heard(signal) {
      if (signal.type !== 'ready' && signal.type !== 'commands-changed') return
      names = namesOf(signal.commands)
      tell()
    },
    known() {
      if (names !== null || ended) return Promise.resolve()
      return new Promise((resolve) => {
        waiting.add(resolve)
        setTimeout(resolve, waitMs).unref()
      })
    },
    end() {
      ended = true
      tell()
    },
  }
}

function namesOf(commands: readonly SlashCommand[]): ReadonlySet<string> {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases])
  const plugins = names.map((name) => name.slice(0, name.indexOf(':') + 1))
  return new Set([...names, ...plugins.filter((plugin) => plugin !== '')])
}
