// A file of a thread's worktree as it is now, in the place of the changes: to be read at a line, never to be written.
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../commands/index.ts'
import { useFollowedFiles } from '../state/activity.ts'
import { chooseReading, useReading } from '../state/choices.ts'
import { useMarked } from '../state/first-lines.ts'
import { useChangesQuery } from '../state/use-changes.ts'
import { useInside } from '../use-review-keys.ts'
import { FileHead } from './file-head.tsx'
import type { FilePaneProps } from './file-props.ts'
import { FileLines } from './file-lines.tsx'
import { Instead } from './instead.tsx'
import { useFile } from './use-file.ts'
import { textLines } from './whole-text.ts'

const since = { scope: 'branch' } as const

export function FilePane(props: FilePaneProps) {
  const { view, path, line, onFull } = props
  const { t } = useTranslation()
  const region = useRef<HTMLElement>(null)
  const { wrap } = useReading()
  useFollowedFiles(view)
  useMarked(view.id, true)
  const [wholeOf, setWholeOf] = useState<string>()
  const { file, problem, again } = useFile(view.id, path, wholeOf === path)
  const lines = useMemo(() => textLines(file?.text ?? ''), [file?.text])
  const isChanged =
    useChangesQuery(view.id, since).data?.files.some((one) => one.path === path) ?? false
  // Whoever opens it goes on here; or in its lines, where they are there at once.
  useEffect(() => {
    const { current } = region
    if (!current?.contains(document.activeElement)) current?.focus({ preventScroll: true })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- of another file it begins anew
  }, [path])
  const when = useInside(region)
  useCommand('reviewFull', () => onFull?.(), { when: when && onFull !== undefined })
  useCommand('reviewWrap', () => chooseReading('wrap', !wrap), { when })
  return (
    <section
      ref={region}
      id="review"
      data-region
      aria-label={t('file.label')}
      tabIndex={-1}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-bg outline-none after:pointer-events-none after:absolute after:inset-0 after:z-30 focus-visible:after:border-2 focus-visible:after:border-accent"
    >
      <FileHead {...props} file={file} lines={lines} isChanged={isChanged} wrap={wrap} />
      {lines.length > 0 ? (
        <FileLines key={path} {...{ path, line, lines, wrap }} onLine={props.onLine} />
      ) : (
        <Instead
          threadId={view.id}
          {...{ path, file, problem, isChanged }}
          onAgain={again}
          onWhole={() => setWholeOf(path)}
          onChanges={() => props.onChangesOf(path)}
        />
      )}
    </section>
  )
}
