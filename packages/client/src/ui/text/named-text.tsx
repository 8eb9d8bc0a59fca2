// A text that somebody else wrote, or named a file by: what cannot be seen in it, or makes it read in another order than it
// stands, is named.
import { Fragment, useMemo, type ReactNode } from 'react'
import { HiddenSign } from './hidden-sign.tsx'
import { cutHidden, onOneLine } from './hidden.ts'

export type NamedTextProps = {
  text: string
  /** Of so many pieces; a text without anything hidden is one. */
  most?: number
  /** Stands where there are more. */
  rest?: ReactNode
}

/** As it stands, its lines and tabs too. */
export function NamedText({ text, most = Infinity, rest }: NamedTextProps) {
  const pieces = useMemo(() => cutHidden(text), [text])
  return (
    <>
      {pieces.slice(0, most).map(({ text: piece, sign }, index) =>
        sign === null ? (
          // Pieces of a text have no other identity.
          <Fragment key={index}>{piece}</Fragment>
        ) : (
          <HiddenSign key={index} sign={sign} />
        ),
      )}
      {pieces.length > most && rest}
    </>
  )
}

/** On one line: a path, the first line of a message. */
export function OneLine({ text }: { text: string }) {
  return <NamedText text={onOneLine(text)} />
}
