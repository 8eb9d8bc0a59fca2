// `npm run db:studio`: looks into the database with Drizzle Studio.
import { root } from './building/root.ts'
import { runTool } from './gate/tool.ts'

console.log(
  'Drizzle Studio reads your database here, but its page comes from https://local.drizzle.studio: it needs the Internet.',
)
process.exitCode = await runTool(root, 'drizzle-kit', ['studio', '--host', '127.0.0.1'])
