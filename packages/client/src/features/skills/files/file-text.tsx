// What a file of a skill says, from its beginning and on, as far as somebody wants to read.
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../../api/refusal.ts'
import { useSkillFile, type SkillFileAsk } from '../../../api/skills.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { FailedLine } from '../../../ui/display/failed-line.tsx'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { Unread } from '../../unread/index.ts'
import { PlainText } from '../plain-text.tsx'

type FileTextProps = {
  ask: SkillFileAsk
  /** Names the box for screen readers. */
  label: string
}

export function FileText({ ask, label }: FileTextProps) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const [asText, setAsText] = useState(false)
  const file = useSkillFile(ask)
  const pages = file.data?.pages ?? []
  const box = useRef<HTMLDivElement & HTMLPreElement>(null)
  const shown = `${asText} ${pages.length}`
  /** What was shown when more was asked for. */
  const asked = useRef<string>(undefined)
  useEffect(() => {
    // The button that was pressed for it goes with the last of it.
    if (asked.current === undefined || asked.current === shown) return
    if (document.activeElement === document.body) box.current?.focus()
  }, [shown])
  const [first] = pages
  if (!first) return <Unread error={file.error} onRetry={file.refetch} lines={['72%', '54%']} />
  if (first.bytes === 0) return <p className="text-sm text-muted">{t('skills.file.empty')}</p>
  if (first.isBinary && !asText)
    return (
      <Line words={t('skills.file.binary', { size: bytes(first.bytes) })}>
        <Button
          size="sm"
          onClick={() => {
            asked.current = shown
            setAsText(true)
          }}
        >
          {t('skills.file.asText')}
        </Button>
      </Line>
    )
  return (
    <div className="flex w-full min-w-0 flex-col gap-1.5">
      <ScrollBox
        ref={box}
        as="pre"
        label={label}
        className="max-h-96 w-full overflow-auto rounded-md border border-line bg-code px-3 py-2 font-mono text-sm whitespace-pre-wrap wrap-anywhere"
      >
        {pages.map(({ text }, index) => (
          // A piece's place in the file is its identity.
          <PlainText key={index} text={text} />
        ))}
      </ScrollBox>
      {pages.some(({ isUtf8 }) => !isUtf8) && (
        <p className="text-sm text-need">{t('skills.file.replaced')}</p>
      )}
      <Rest
        file={file}
        onMore={() => {
          asked.current = shown
          void file.fetchNextPage()
        }}
      />
    </div>
  )
}

type RestProps = { file: ReturnType<typeof useSkillFile>; onMore: () => void }

/** The way on, where there is more. */
function Rest({ file, onMore }: RestProps) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const words = useProblemWords()
  const { data, error, isFetchNextPageError, isFetchingNextPage } = file
  const last = data?.pages.at(-1)
  if (!last || last.next === null) return null
  if (isFetchNextPageError)
    return (
      <FailedLine className="text-sm" retryLabel={t('app.retry')} onRetry={onMore}>
        {words(problemOf(error)).text}
      </FailedLine>
    )
  return (
    <Line words={t('skills.file.shown', { shown: bytes(last.next), size: bytes(last.bytes) })}>
      <Button size="sm" busy={isFetchingNextPage} onClick={onMore}>
        {t('skills.file.more')}
      </Button>
    </Line>
  )
}

function Line({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-sm text-muted">{words}</span>
      {children}
    </div>
  )
}
