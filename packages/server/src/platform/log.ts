// The server's own log: structured, to a file in the data directory, without secrets or anything an agent said.
import pino, { type Logger } from 'pino'

export type Log = Logger

/** Writes NDJSON to `file` (made 0600), synchronously: a crash loses no line. On a full disk lines are held back. */
export function openLog(file: string, level: string): Log {
  const destination = pino.destination({ dest: file, sync: true, mkdir: false, mode: 0o600 })
  // Without a listener a full disk would end the server. What could not be written is kept and tried at the next line.
  destination.on('error', () => undefined)
  return pino({ level, redact: ['token', '*.token', 'headers.authorization', 'code'] }, destination)
}
