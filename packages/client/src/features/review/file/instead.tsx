// What is shown of a file that has no lines to show: an image, words, or why it is not there.
import { useQuery } from '@tanstack/react-query'
import { FileQuestionMark, ImageOff, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemValue, ThreadId, WholeFile } from '@a-parallel/shared'
import { fetchFileBytes } from '../../../api/file-side.ts'
import { Refusal } from '../../../api/refusal.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyState } from '../../../ui/display/empty-state.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { Drawn } from '../diff/images-row.tsx'

type InsteadProps = {
  threadId: ThreadId
  path: string
  file: WholeFile | undefined
  problem: ProblemValue | undefined
  isChanged: boolean
  onAgain: () => void
  onWhole: () => void
  onChanges: () => void
}

export function Instead(props: InsteadProps) {
  const { threadId, file, problem, onWhole } = props
  const { t } = useTranslation()
  const words = useFileWords()
  if (problem) return <Missing {...props} problem={problem} />
  if (!file) return <OnItsWay />
  if (file.form === 'image') return <Image threadId={threadId} file={file} />
  return (
    <EmptyState
      title={<span className="wrap-anywhere">{words(file)}</span>}
      action={file.large === 'long' && <Button onClick={onWhole}>{t('review.showAnyway')}</Button>}
    />
  )
}

function OnItsWay() {
  const { t } = useTranslation()
  return (
    <div className="p-4">
      <span className="sr-only">{t('review.loadingFile')}</span>
      <Skeleton lines={['46%', '88%', '72%', '80%', '55%', '84%', '38%']} />
    </div>
  )
}

function useFileWords(): (file: WholeFile) => string {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  return ({ form, large, target, bytes: size }) => {
    if (form === 'symlink') return t('file.note.link', { target: target ?? '' })
    if (form === 'submodule') return t('file.note.submodule', { commit: target ?? '' })
    if (form === 'binary') return t('file.note.binary', { size: bytes(size) })
    if (large === 'long') return t('file.note.long', { size: bytes(size) })
    if (large === 'file') return t('file.note.tooLarge', { size: bytes(size) })
    return t('review.note.empty')
  }
}

/** It was deleted, was never there, or cannot be read now. */
function Missing({
  problem,
  path,
  isChanged,
  onAgain,
  onChanges,
}: InsteadProps & { problem: ProblemValue }) {
  const { t } = useTranslation()
  const { text, detail } = useProblemWords()(problem)
  return (
    <EmptyState
      icon={<FileQuestionMark size={28} aria-hidden />}
      title={
        <span role="alert" title={path}>
          {text}
        </span>
      }
      detail={detail}
      action={
        <>
          {isChanged && <Button onClick={onChanges}>{t('file.changes')}</Button>}
          <Button icon={<RotateCw size={14} aria-hidden />} onClick={onAgain}>
            {t('app.retry')}
          </Button>
        </>
      }
    />
  )
}

function Image({ threadId, file: { path, version } }: { threadId: ThreadId; file: WholeFile }) {
  const { t } = useTranslation()
  const [size, setSize] = useState<string>()
  const { data, isError } = useQuery({
    queryKey: ['file-bytes', threadId, path, version],
    queryFn: ({ signal }) => fetchFileBytes(threadId, path, signal),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: (tries, cause) => tries < 2 && !(cause instanceof Refusal),
  })
  return (
    <figure className="flex min-h-0 flex-1 flex-col items-center gap-2 p-4">
      <span className="flex min-h-0 w-full flex-1 items-center justify-center overflow-hidden rounded-md border border-line bg-code p-3">
        {data ? (
          <Drawn blob={data} alt={path} onSize={setSize} />
        ) : (
          isError && (
            <span className="flex flex-col items-center gap-1 text-sm text-muted">
              <ImageOff size={18} aria-hidden />
              {t('review.image.gone')}
            </span>
          )
        )}
      </span>
      <figcaption className="min-h-4 text-xs text-muted tabular-nums">{size}</figcaption>
    </figure>
  )
}
