// Variables as a shell or an .env file takes them. Pure.

/** One line each; a value that is more than letters, digits and signs without a meaning is quoted for the shell. */
export function asLines(variables: readonly { name: string; value: string }[]): string {
  return variables.map(({ name, value }) => `${name}=${quoted(value)}\n`).join('')
}

const plain = /^[\w@%+=:,./-]+$/

const quoted = (value: string) =>
  plain.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
