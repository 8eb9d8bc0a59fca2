// Terminal output as plain text with the few colours worth keeping. Everything else a terminal would obey is dropped.
export type Shade = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'dim' | undefined
export type Run = { text: string; shade: Shade; bold: boolean }

const colours: Record<number, Shade> = {
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  35: 'magenta',
  36: 'cyan',
  90: 'dim',
}
for (let code = 91; code <= 96; code += 1) colours[code] = colours[code - 60]

// Any escape sequence: CSI, OSC (ended by BEL or ST), or a two-character one.
// oxlint-disable-next-line no-control-regex -- control characters are the subject here
const escapes = /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g
// oxlint-disable-next-line no-control-regex -- as above: what is left over and not tab or newline
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/** The text a person would have read: no escapes, and of a line that was overwritten only the last state. */
export function plainText(raw: string): string {
  return overwritten(raw.replace(escapes, '')).replace(controls, '')
}

/** Lines of styled runs. 256-colour and true-colour codes are ignored. */
export function styledLines(raw: string): Run[][] {
  let shade: Shade
  let bold = false
  const apply = (parameters: string) => {
    for (const code of (parameters || '0').split(';').map(Number)) {
      if (code === 38 || code === 48) return
      if (code === 0 || code === 39) shade = undefined
      if (code === 0 || code === 22) bold = false
      if (code === 1) bold = true
      if (code === 2) shade = 'dim'
      if (colours[code]) shade = colours[code]
    }
  }
  return overwritten(raw)
    .split('\n')
    .map((line) => {
      const runs: Run[] = []
      const push = (part: string) => {
        const text = part.replace(controls, '')
        if (text) runs.push({ text, shade, bold })
      }
      let from = 0
      for (const match of line.matchAll(escapes)) {
        push(line.slice(from, match.index))
        from = match.index + match[0].length
        if (match[2] === 'm') apply(match[1] ?? '')
      }
      push(line.slice(from))
      return runs
    })
}

function overwritten(raw: string): string {
  return raw.replaceAll('\r\n', '\n').replace(/[^\n]*\r(?=[^\n])/g, '')
}
