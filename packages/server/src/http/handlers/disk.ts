// The calls about the disk, bound to the feature.
import type { Disk } from '../../disk/index.ts'
import type { Handlers } from '../bound.ts'

type About = 'listDisk' | 'measureDisk' | 'readDiskAtStake' | 'adoptFromDisk' | 'removeFromDisk'

export function diskHandlers(disk: Disk): Pick<Handlers, About> {
  return {
    listDisk: (actor) => disk.list(actor),
    measureDisk: (actor, { query }) => disk.measure(actor, query.path),
    readDiskAtStake: (actor, { query }) => disk.atStake(actor, query.path),
    adoptFromDisk: (actor, { body }) => disk.adopt(actor, body),
    async removeFromDisk(actor, { query }) {
      await disk.remove(actor, query.path)
      return {}
    },
  }
}
