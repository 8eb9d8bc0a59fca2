// An image before and after, side by side, each with its size.
import { useQuery } from '@tanstack/react-query'
import { ImageOff } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileDiff } from '@a-parallel/shared'
import { fetchFileSide } from '../../../api/file-side.ts'
import { Refusal } from '../../../api/refusal.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { usePane } from '../state/pane.ts'

export function ImagesRow({ diff }: { diff: FileDiff }) {
  const sides = (['before', 'after'] as const).filter((side) => diff[side] !== null)
  return (
    <div
      className={`grid gap-3 p-3 font-sans ${sides.length > 1 ? 'grid-cols-2' : 'grid-cols-1 justify-items-center'}`}
    >
      {sides.map((side) => (
        <Side key={side} diff={diff} side={side} />
      ))}
    </div>
  )
}

function Side({ diff, side }: { diff: FileDiff; side: 'before' | 'after' }) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const { threadId, between } = usePane()
  const [size, setSize] = useState<string>()
  const { file } = diff
  const { data, isError } = useQuery({
    queryKey: ['file-side', threadId, between, file.path, file.version, side],
    queryFn: ({ signal }) => fetchFileSide(threadId, { ...between, ...pathOf(file), side }, signal),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: (tries, cause) => tries < 2 && !(cause instanceof Refusal),
  })
  const name = t(`review.image.${side}`)
  return (
    <figure className="flex w-full max-w-md min-w-0 flex-col items-center gap-1.5">
      <span className="flex h-48 w-full items-center justify-center overflow-hidden rounded-md border border-line bg-code p-2">
        {data ? (
          <Drawn
            blob={data}
            alt={t('review.image.alt', { side: name, path: file.path })}
            onSize={setSize}
          />
        ) : (
          isError && (
            <span className="flex flex-col items-center gap-1 text-sm text-muted">
              <ImageOff size={18} aria-hidden />
              {t('review.image.gone')}
            </span>
          )
        )}
      </span>
      <figcaption className="text-center text-xs text-muted">
        {[name, size, bytes(diff[side]?.bytes ?? 0)].filter(Boolean).join(' · ')}
      </figcaption>
    </figure>
  )
}

const pathOf = ({ path, from }: FileDiff['file']) => ({
  path,
  ...(from !== null && from !== path && { from }),
})

type DrawnProps = { blob: Blob; alt: string; onSize: (size: string) => void }

/** The address of the bytes lives as long as what is drawn from it. */
export function Drawn({ blob, alt, onSize }: DrawnProps) {
  const image = useRef<HTMLImageElement>(null)
  useLayoutEffect(() => {
    const address = URL.createObjectURL(blob)
    if (image.current) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [blob])
  return (
    <img
      ref={image}
      alt={alt}
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
        onSize(`${naturalWidth} × ${naturalHeight}`)
      }
      className="max-h-full max-w-full object-contain"
    />
  )
}
