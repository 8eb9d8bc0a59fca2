// The images that the message being written will carry: each can be taken off, and sent again where that failed.
import { cx } from 'class-variance-authority'
import { RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../live/use-connection.ts'
import { Spinner } from '../../ui/display/spinner.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import type { Attached } from './attached.ts'
import { Picture } from './picture.tsx'
import { RemoveImage } from './sent/remove-image.tsx'
import { startUpload, useUpload } from './uploads.ts'
import { useNameOf } from './use-name-of.ts'

type AttachedListProps = {
  images: readonly Attached[]
  className: string
  onRemove: (id: string) => void
}

export function AttachedList({ images, className, onRemove }: AttachedListProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const connected = useConnection().kind === 'connected'
  useEffect(() => {
    // What did not get through is tried again as soon as it can.
    if (connected) for (const { id } of images) startUpload(id)
  }, [images, connected])
  if (images.length === 0) return null
  return (
    <ul aria-label={t('images.attached')} className={cx('flex flex-wrap gap-2.5', className)}>
      {images.map((image, index) => (
        <One
          key={image.id}
          id={image.id}
          name={nameOf(image, index)}
          onRemove={() => onRemove(image.id)}
        />
      ))}
    </ul>
  )
}

function One({ id, name, onRemove }: { id: string; name: string; onRemove: () => void }) {
  const { t } = useTranslation()
  const upload = useUpload(id)
  const failed = upload?.state === 'failed'
  return (
    <li className="relative flex items-center gap-2">
      <span className="relative block" title={name}>
        <Picture
          id={id}
          name={name}
          className={cx('block size-14 rounded-md border', failed ? 'border-fail' : 'border-line')}
        />
        {upload?.state === 'sending' && (
          <span className="absolute inset-0 flex items-center justify-center rounded-md bg-shade text-bg">
            <Spinner />
            <span className="sr-only">{t('images.sending', { name })}</span>
          </span>
        )}
        <RemoveImage name={name} onRemove={onRemove} />
      </span>
      {failed && <Failure id={id} name={name} problem={upload.problem} />}
    </li>
  )
}

type FailureProps = { id: string; name: string; problem: { code: string; detail: string } }

function Failure({ id, name, problem }: FailureProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <span className="flex max-w-56 items-center gap-1 text-xs text-fail">
      <span role="alert">{t('images.unsent', { name, why: words(problem).text })}</span>
      <button
        type="button"
        aria-label={t('images.retry', { name })}
        title={t('images.retry', { name })}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md hover:bg-hover touch-target"
        onClick={() => startUpload(id)}
      >
        <RotateCw size={13} aria-hidden />
      </button>
    </span>
  )
}
