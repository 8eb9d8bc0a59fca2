// A remote that is reached by https with a person's own token, where git has no way in. For tests only.
import { join } from 'node:path'
import { expect } from 'vitest'
import { fetchRepository } from '../../../skills/fetch.ts'
import { cleanly, work, type Step } from './branches.ts'
import { keeping, type Scene } from '../scene.ts'

const closed: Step = [
  'push, update and a fetch of skills with a token, where git has no way in',
  async (scene) => {
    const { place } = scene
    const { directory, git } = place
    const host = await place.serve()
    const address = `${host.origin}/there.git`
    place.plain(['config', 'http.receivePack', 'true'], join(directory, 'there.git'))
    place.plain(['config', 'remote.host.url', address])
    place.plain(['config', 'branch.ap/parted-1.pushRemote', 'host'])
    try {
      await pushed(scene)
      const { files } = await fetchRepository(git, directory, address, credentialFor)
      expect(files).not.toEqual([])
    } finally {
      place.plain(['config', '--unset', 'branch.ap/parted-1.pushRemote'])
      await host.close()
    }
  },
]

const credentialFor = () => Promise.resolve({ login: 'ana', token: 's3cret' })

/** Short names may lead the address to a program: then there is no way to push. */
async function pushed(scene: Scene): Promise<void> {
  const { publish } = scene.runner
  const ask = { ...cleanly(scene), credentialFor }
  const { signal } = new AbortController()
  const push = publish.push({ ...ask, over: null, onProgress: () => undefined, signal })
  if (/^url\./m.test(scene.place.plain(['config', '--name-only', '--list']))) {
    await expect(push).rejects.toMatchObject({ code: 'push_refused' })
    return
  }
  expect(await push).toMatchObject({ login: 'ana' })
  const wish = { from: 'upstream', how: 'merge', here: false, base: 'main' } as const
  expect(await publish.update({ ...ask, ...keeping(), ...wish })).toMatchObject({ kind: 'current' })
}

export const withToken: readonly Step[] = [work(cleanly, { 'token.txt': 'token\n' }), closed]
