// `npm run db:studio [-- --port 4983]`: looks into the database with Drizzle Studio.
import { root } from './building/root.ts'
import { runTool } from './gate/tool.ts'

console.log(
  'Drizzle Studio reads your database here, but its page comes from https://local.drizzle.studio: it needs the Internet. ' +
    'While it runs it answers any page that you open; end it when you have seen enough.',
)
const args = ['studio', '--host', '127.0.0.1', ...process.argv.slice(2)]
process.exitCode = await runTool(root, 'drizzle-kit', args)
