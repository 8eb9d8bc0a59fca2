// For drizzle-kit: `npx drizzle-kit generate` writes a migration, `npm run db:studio` looks into the database.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'drizzle-kit'

const home = process.env.A_PARALLEL_HOME ?? join(homedir(), '.a-parallel')

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./packages/server/src/store/tables.ts', './packages/server/src/*/table.ts'],
  out: './packages/server/src/store/migrations',
  dbCredentials: { url: `file:${join(home, 'data.db')}` },
})
