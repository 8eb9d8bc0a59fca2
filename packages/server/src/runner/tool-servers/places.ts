// Where tool servers that are programs work. A person's own one starts in a folder of ours, which no repository reaches: npx,
// uvx and their like obey what lies where they start (.npmrc, node_modules/.bin, uv.toml, package.json), and would run a
// repository's program with the keys that are this server's. In a checkout works only what its owner has put there. That, and
// what names a path there, is given only once what the checkout brings is trusted.
import { checkoutVariable, usesCheckout } from '@a-parallel/contract/model'
import type { ToolServerConfig } from '@a-parallel/shared'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../platform/log.ts'
import { ifThere } from '../git/worktrees/if-there.ts'
import type { LocalTrust } from '../local/trust.ts'
import type { ToolServerPlace, ToolServerPlaces } from './port.ts'

export interface PlacesAsk {
  /** The folders of all tool servers lie in it. */
  folder: string
  isTrusted: LocalTrust['isTrusted']
  log: Log
}

/** Where npm stops to look for a project: what lies further up is not this server's either. */
const stop = 'package.json'

const checkoutPlace = `\${${checkoutVariable}}`

export function openPlaces({ folder, isTrusted, log }: PlacesAsk): ToolServerPlaces {
  const ownFolder = async (id: string): Promise<string> => {
    const path = join(folder, id)
    const file = join(path, stop)
    try {
      await mkdir(path, { recursive: true, mode: 0o700 })
      if (!existsSync(file)) await writeFile(file, '{ "private": true }\n', { mode: 0o600 })
      return path
    } catch (cause) {
      // The server itself may have closed it. No folder then: this one alone says that it is gone, and its agent begins.
      log.warn({ err: cause, server: id }, 'the folder of a tool server could not be made')
      return file
    }
  }
  const mayWorkIn = ({ repository, checkout }: ToolServerPlace) => isTrusted(repository, checkout)
  return {
    mayWorkIn,
    async place(servers, at) {
      const asks = servers.some(({ transport }) => usesCheckout(transport, at))
      const mayWork = asks && at !== null && (await mayWorkIn(at))
      const placed: ToolServerConfig[] = []
      for (const server of servers) {
        const { id, name, transport, timeoutMs } = server
        if (transport.type !== 'stdio') {
          placed.push({ name, transport, timeoutMs })
          continue
        }
        const { type, command, args, env, inCheckout } = transport
        if (usesCheckout(transport, at) && !mayWork) continue
        const cwd = inCheckout && at ? at.checkout : await ownFolder(id)
        const checkout = at?.checkout ?? cwd
        const filled = args.map((arg) => arg.replaceAll(checkoutPlace, () => checkout))
        placed.push({ name, transport: { type, command, args: filled, env, cwd }, timeoutMs })
      }
      return placed
    },
    async forget(id) {
      const path = join(folder, id)
      const held = (await ifThere(readdir(path))) ?? []
      if (held.every((name) => name === stop)) await rm(path, { recursive: true, force: true })
    },
  }
}
