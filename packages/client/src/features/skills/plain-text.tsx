// What somebody else wrote, as it stands: what cannot be seen in it, and the agent reads all the same, is named.
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NamedText } from '../../ui/text/named-text.tsx'

/** More pieces than that at once are no text, and would take the page seconds. */
const step = 4000

export function PlainText({ text }: { text: string }) {
  const { t } = useTranslation()
  const [most, setMost] = useState(step)
  const plain = useMemo(() => text.replaceAll('\r\n', '\n'), [text])
  return (
    <NamedText
      text={plain}
      most={most}
      rest={
        <button
          type="button"
          onClick={() => setMost(most + step)}
          className="px-1 font-sans text-accent select-none"
        >
          {t('skills.file.more')}
        </button>
      }
    />
  )
}
