// `npm run db:push`: makes the database where it is missing and brings its tables up to date, as the server does at start.
import { readConfig } from '../packages/server/src/config.ts'
import { openHome } from '../packages/server/src/home/home.ts'
import { openDatabase } from '../packages/server/src/store/sqlite/database.ts'

const { database } = await openHome(readConfig(process.env).home)
openDatabase(database).close()
console.log(`${database} is up to date.`)
