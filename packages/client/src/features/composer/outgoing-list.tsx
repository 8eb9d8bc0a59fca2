// Messages between the text box and the log: on their way, or held back by a problem, with what can be done about it.
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { Button } from '../../ui/controls/button.tsx'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ImageCount } from '../images/index.ts'
import { takenBack, type Outgoing } from './draft.ts'
import { changeDraft } from './draft-store.ts'
import { sendAgain } from './send.ts'

export function OutgoingList(props: { threadId: ThreadId; outgoing: readonly Outgoing[] }) {
  const { t } = useTranslation()
  const { threadId, outgoing } = props
  if (outgoing.length === 0) return null
  return (
    <ul aria-label={t('composer.outgoing')} className="flex flex-col px-1.5 py-1">
      {outgoing.map((message) => (
        <li key={message.id} className="flex min-h-7 flex-wrap items-center gap-x-2">
          {message.state === 'failed' ? (
            <Failed threadId={threadId} message={message} />
          ) : (
            <>
              <StatusGlyph shape="arc" tone="run" />
              <span className="shrink-0 text-sm text-muted">{t('composer.sending')}</span>
              <span className="min-w-0 flex-1 truncate">{message.text}</span>
              <ImageCount count={message.images.length} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Failed({ threadId, message }: { threadId: ThreadId; message: Outgoing }) {
  const { t } = useTranslation()
  const { problem } = message
  const say = useProblemWords()
  const words = problem === null ? t('composer.unconfirmed') : say(problem).text
  return (
    <>
      <StatusGlyph shape="square-cross" tone="fail" />
      <span className="min-w-32 flex-1 truncate" title={message.text}>
        {message.text}
      </span>
      <ImageCount count={message.images.length} />
      <span role="alert" className="text-sm text-fail">
        {words}
      </span>
      <Button size="sm" onClick={() => sendAgain(threadId, message.id)}>
        {t('app.retry')}
      </Button>
      <Button
        size="sm"
        weight="quiet"
        onClick={() => changeDraft(threadId, (draft) => takenBack(draft, message.id))}
      >
        {t('composer.edit')}
      </Button>
    </>
  )
}
