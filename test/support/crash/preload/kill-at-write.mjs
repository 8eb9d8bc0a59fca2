// Loaded before the server (`node --import`): ends its own process by SIGKILL at the n-th write to the database.
// KILL_AT_WRITE is `before:n` or `after:n`, counted from the first event on. A write is a commit, or a statement that stands alone; `before` finds the
// transaction open with all its statements carried out, `after` finds it committed and nobody told of it.
import { DatabaseSync } from '@photostructure/sqlite'

const [side, count] = (process.env.KILL_AT_WRITE ?? '').split(':')
let left = Number(count)

let counting = false

function write(work) {
  if (!counting) return work()
  left -= 1
  if (left === 0 && side === 'before') process.kill(process.pid, 'SIGKILL')
  const done = work()
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return done
}

/** The methods of native objects cannot be assigned to. */
function replace(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, writable: true })
}

function watch(database) {
  const exec = database.exec.bind(database)
  const prepare = database.prepare.bind(database)
  replace(database, 'exec', (sql) => (/^\s*COMMIT/i.test(sql) ? write(() => exec(sql)) : exec(sql)))
  replace(database, 'prepare', (...asked) => {
    const statement = prepare(...asked)
    const run = statement.run.bind(statement)
    const isEvent = /^insert into "?events"?/i.test(asked[0])
    replace(statement, 'run', (...values) => {
      if (isEvent) counting = true
      return database.isTransaction ? run(...values) : write(() => run(...values))
    })
    return statement
  })
  return database
}

// A class cannot be replaced in a module that others import; what it is made with can.
const construct = Reflect.construct
Reflect.construct = (...asked) => {
  const made = construct(...asked)
  return made instanceof DatabaseSync ? watch(made) : made
}
