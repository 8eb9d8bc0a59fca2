// The one thing of a request that a person must see whole before answering: the command, the file, the target. Pure.
import type { Approval } from '@a-parallel/shared'

export interface AskText {
  text: string
  /** It is code, to be shown letter by letter. */
  code: boolean
}

export function askText({ detail, title }: Pick<Approval, 'detail' | 'title'>): AskText {
  switch (detail.kind) {
    case 'command':
      return { text: detail.command, code: true }
    case 'edit':
      return { text: `${detail.path} +${detail.added} −${detail.removed}`, code: true }
    case 'read':
      return { text: detail.path, code: true }
    case 'fetch':
      return { text: detail.target, code: true }
    case 'question':
      return { text: detail.questions[0]?.question ?? title, code: false }
    default:
      return { text: title, code: false }
  }
}
