// Which files a rewind would change, and how.
import { useQuery } from '@tanstack/react-query'
import { FileMinus, FilePen, FilePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FileChange, ThreadId, TurnId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

const icons = { 'set-back': FilePen, 'made-again': FilePlus, 'taken-away': FileMinus }
const names = {
  'set-back': 'turns.file.setBack',
  'made-again': 'turns.file.madeAgain',
  'taken-away': 'turns.file.takenAway',
} as const

type Props = {
  threadId: ThreadId
  turnId: TurnId
  /** Where the thread stands: its files may have changed since. */
  seq: number
}

export function FilesPreview({ threadId, turnId, seq }: Props) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const preview = useQuery({
    queryKey: ['rewind', threadId, turnId, seq],
    queryFn: ({ signal }) =>
      callApi('previewRewind', { params: { id: threadId, turnId } }, { signal }),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  if (preview.isError) {
    return (
      <p role="alert" className="text-fail">
        {words(problemOf(preview.error)).text}
      </p>
    )
  }
  if (!preview.data) return <Skeleton lines={['70%', '40%']} />
  const { files, total } = preview.data
  if (total === 0) return <p>{t('turns.noFiles')}</p>
  return (
    <section aria-label={t('turns.files', { count: total })}>
      <p>{t('turns.files', { count: total })}</p>
      <ul
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
        tabIndex={0}
        aria-label={t('turns.fileList')}
        className="scroll-thin mt-1.5 max-h-44 overflow-y-auto rounded-md border border-line py-1 text-sm"
      >
        {files.map((file) => (
          <File key={file.path} file={file} />
        ))}
        {total > files.length && (
          <li className="px-2.5 py-0.5 text-muted">
            {t('turns.moreFiles', { count: total - files.length })}
          </li>
        )}
      </ul>
    </section>
  )
}

function File({ file }: { file: FileChange }) {
  const { t } = useTranslation()
  const Icon = icons[file.kind]
  return (
    <li className="flex min-h-6 items-center gap-2 px-2.5">
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      <code className="min-w-0 flex-1 wrap-anywhere">{file.path}</code>
      <span className="shrink-0 text-xs text-muted">{t(names[file.kind])}</span>
    </li>
  )
}
