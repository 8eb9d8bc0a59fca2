// What one rival's file says, before it is put into the form of a recipe.
import type { RivalFile, RivalNote } from '../../../nouns/preparation/rival.ts'

export interface Said {
  files: string[]
  folders: string[]
  /** Each entry is what is run in one shell. */
  setup: string[]
  teardown: string[]
  run: string[]
  notes: RivalNote[]
}

export type Note = (why: RivalNote['why'], said: string) => void

export function nothingSaid(): Said {
  return { files: [], folders: [], setup: [], teardown: [], run: [], notes: [] }
}

const mostSaid = 200

export function noteIn(said: Said, file: RivalFile): Note {
  return (why, text) => void said.notes.push({ file, why, said: text.slice(0, mostSaid) })
}
