// The one list of test projects. `npm test` runs them one after another; `npx vitest run --project unit` runs one.
import { defineConfig } from 'vitest/config'

const never = ['**/node_modules/**', '**/dist/**']
/** Tests beside the code that start processes of their own. */
const machine = [
  'packages/server/src/runner/{disk,git,holder,local,preparation,processes,ready,spares}/**/*.test.ts',
  'packages/server/src/runner/adding/{clone,init}.test.ts',
  'packages/server/src/runner/runs/shelf.test.ts',
  'packages/server/src/runner/skills/{commit-files,file/file}.test.ts',
]
const minutes = (n: number) => n * 60_000
/** A limit of a wait for a fact is there for hanging tests, not for a slow machine. */
const expectations = { poll: { timeout: 10_000 } }

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: [...never, ...machine],
          testTimeout: 15_000,
          expect: expectations,
        },
      },
      {
        test: {
          name: 'git',
          include: machine,
          exclude: never,
          testTimeout: minutes(1),
          hookTimeout: minutes(1),
          expect: expectations,
        },
      },
      {
        test: {
          name: 'server',
          include: ['test/{server,support}/**/*.test.ts'],
          exclude: never,
          testTimeout: minutes(2),
          hookTimeout: minutes(2),
          fileParallelism: false,
          expect: expectations,
        },
      },
      {
        test: {
          name: 'crash',
          include: ['test/crash/**/*.test.ts'],
          exclude: never,
          testTimeout: minutes(2),
          hookTimeout: minutes(2),
          fileParallelism: false,
          expect: expectations,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: never,
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
          fileParallelism: false,
          expect: expectations,
        },
      },
    ],
  },
})
