// Loaded before a program (`node --import`): ends its own process by SIGKILL before the n-th statement that it gives to
// SQLite. With KILL_AT=0 it says at the end how many there were.
import { DatabaseSync } from '@photostructure/sqlite'

const last = Number(process.env.KILL_AT)
let count = 0

const statement = (work) => {
  count += 1
  if (count === last) process.kill(process.pid, 'SIGKILL')
  return work()
}

/** The methods of native objects cannot be assigned to. */
const replace = (object, name, value) =>
  Object.defineProperty(object, name, { value, configurable: true, writable: true })

function watch(database) {
  const exec = database.exec.bind(database)
  const prepare = database.prepare.bind(database)
  replace(database, 'exec', (sql) => statement(() => exec(sql)))
  replace(database, 'prepare', (...asked) => {
    const made = prepare(...asked)
    for (const name of ['run', 'get', 'all']) {
      const plain = made[name].bind(made)
      replace(made, name, (...values) => statement(() => plain(...values)))
    }
    return made
  })
  return database
}

// A class cannot be replaced in a module that others import; what it is made with can.
const construct = Reflect.construct
Reflect.construct = (...asked) => {
  const made = construct(...asked)
  return made instanceof DatabaseSync ? watch(made) : made
}

process.on('exit', () => {
  if (last === 0) process.stdout.write(String(count))
})
