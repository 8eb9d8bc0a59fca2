// What of a request is shown in a row of a list, and whether that is all of it, so that it can be allowed there. Pure.
import type { Approval } from '@a-parallel/shared'

export interface AskText {
  text: string
  /** It is code, to be shown letter by letter. */
  code: boolean
  /** There is nothing more to see: a permission can be answered without opening it. */
  whole: boolean
}

type Asked = Pick<Approval, 'detail' | 'title' | 'input' | 'readsPath'>

export function askText(ask: Asked): AskText {
  const { detail, title } = ask
  switch (detail.kind) {
    case 'command':
      return shown(detail.command, ask)
    case 'read':
      // A link that leads elsewhere is told where there is room for it.
      return { ...shown(detail.path, ask), ...(leads(detail.path, ask) && { whole: false }) }
    case 'fetch':
      return shown(detail.target, ask)
    case 'edit':
      return {
        text: `${detail.path} +${detail.added} −${detail.removed}`,
        code: true,
        whole: false,
      }
    case 'question':
      return { text: detail.questions[0]?.question ?? title, code: false, whole: false }
    default:
      return { text: title, code: false, whole: false }
  }
}

function leads(path: string, { readsPath }: Asked): boolean {
  return readsPath != null && readsPath !== path
}

/** So much stands in a row of a phone as well, without scrolling. */
const most = { characters: 200, lines: 4 }

/** What cannot be seen, or changes how the rest is read: controls, directions, marks without width. */
const unseen = /[^\P{C}\n]/u

function shown(text: string, { input }: Asked): AskText {
  const short = text.length <= most.characters && text.split('\n').length <= most.lines
  /** A switch that is on asks for more than the text says. */
  const switched = Object.values(input).includes(true)
  const whole = short && text.trim() !== '' && !switched && !unseen.test(text)
  return { text, code: true, whole }
}
