// A program that opens a database, with a backup before its tables are changed, and closes it: to be killed.
// Arguments: the database, the folder of migrations, the folder of backups.
import { backUpNow } from '../../../packages/server/src/store/backups/files.ts'
import { openDatabase } from '../../../packages/server/src/store/sqlite/database.ts'

const [file = '', migrations = '', backups = ''] = process.argv.slice(2)
const beforeMigration = () => backUpNow(file, backups, new Date().toISOString())
openDatabase(file, { migrations, beforeMigration }).close()
