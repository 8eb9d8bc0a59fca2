// What somebody else wrote, as it stands: what cannot be seen in it, and the agent reads all the same, is named.
import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { cutHidden } from '../../ui/text/hidden.ts'
import { HiddenSign } from '../../ui/text/hidden-sign.tsx'

/** More pieces than that are no text, and would take the page seconds. */
const most = 4000

export function PlainText({ text }: { text: string }) {
  const { t } = useTranslation()
  const pieces = useMemo(() => cutHidden(text.replaceAll('\r\n', '\n')), [text])
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
      {pieces.length > most && <span className="font-sans text-need"> {t('skills.cut')}</span>}
    </>
  )
}
