// Variables as a shell or an .env file takes them. Pure.
import { shellWord } from '../../../platform/shell-word.ts'

/** One line each; a value that is more than letters, digits and signs without a meaning is quoted for the shell. */
export function asLines(variables: readonly { name: string; value: string }[]): string {
  return variables.map(({ name, value }) => `${name}=${shellWord(value)}\n`).join('')
}
