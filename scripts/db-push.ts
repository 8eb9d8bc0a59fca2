// `npm run db:push`: makes the database where it is missing and brings its tables up to date, the way a server does at
// its start, and says what it did. Never beside a running server.
import { Problem } from '@a-parallel/contract/model'
import { ConfigError, readConfig } from '../packages/server/src/config.ts'
import { HomeError } from '../packages/server/src/home/own.ts'
import { updateDatabase, type DatabaseUpdate } from '../packages/server/src/update-database.ts'

function told(done: DatabaseUpdate): string {
  const { file } = done
  switch (done.kind) {
    case 'made':
      return `${file} was made.`
    case 'current':
      return `${file} is up to date.`
    case 'migrated':
      return `${file} was brought up to date. As it was before, it is kept in ${done.backup}.`
    case 'restored': {
      const { backupAt, threads, setAside } = done.restored
      const from = backupAt === null ? 'There was no backup' : `The backup was of ${backupAt}`
      return `${file} was damaged or gone, and was restored. Threads: ${threads}. ${from}. What lay there before is in ${setAside}.`
    }
  }
}

try {
  console.log(told(await updateDatabase(readConfig(process.env))))
} catch (cause) {
  const known = [ConfigError, HomeError, Problem].some((kind) => cause instanceof kind)
  console.error(known && cause instanceof Error ? cause.message : cause)
  process.exitCode = 1
}
