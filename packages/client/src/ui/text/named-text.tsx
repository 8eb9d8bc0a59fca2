// A text that somebody else wrote, or named a file by: what cannot be seen in it, or makes it read in another order than it
// stands, is named.
import { Fragment } from 'react'
import { HiddenSign } from './hidden-sign.tsx'
import { cutHidden, onOneLine } from './hidden.ts'

/** As it stands, its lines and tabs too. */
export function NamedText({ text }: { text: string }) {
  return cutHidden(text).map(({ text: piece, sign }, index) =>
    // Pieces of a text have no other identity.
    sign === null ? (
      <Fragment key={index}>{piece}</Fragment>
    ) : (
      <HiddenSign key={index} sign={sign} />
    ),
  )
}

/** On one line: a path, the first line of a message. */
export function OneLine({ text }: { text: string }) {
  return <NamedText text={onOneLine(text)} />
}
