// The files of a skill, each with what it says behind it.
import type { SkillFile } from '@a-parallel/shared'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Badge } from '../../../ui/display/badge.tsx'
import { Collapsible } from '../../../ui/display/collapsible.tsx'
import { useRestShown } from '../../../ui/display/use-rest-shown.ts'
import { PlainText } from '../plain-text.tsx'

/** `size` null: it is not there any more. `change`: to what stands in its place. */
export type ShownFile = Omit<SkillFile, 'size'> & {
  size: number | null
  change: 'added' | 'changed' | 'removed' | null
}

type SkillFilesProps = {
  /** Of the skill. */
  name: string
  files: readonly ShownFile[]
  /** What a file says. */
  children: (file: ShownFile) => ReactNode
}

/** More are shown when asked for. */
const most = 50

export function SkillFiles({ name, files, children }: SkillFilesProps) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const { list, all, showAll } = useRestShown(most)
  const { length } = files
  return (
    <div className="flex w-full min-w-0 flex-col items-start gap-1">
      <ul ref={list} aria-label={t('skills.filesOf', { name })} className="-mx-1.5 w-full text-sm">
        {files.slice(0, all ? length : most).map((file) => (
          <FileRow key={file.path} file={file} text={children} />
        ))}
      </ul>
      {!all && length > most && (
        <Button size="sm" onClick={showAll}>
          {t('skills.file.all', { count: length, shown: number(length) })}
        </Button>
      )}
    </div>
  )
}

function FileRow({ file, text }: { file: ShownFile; text: SkillFilesProps['children'] }) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const [open, setOpen] = useState(false)
  const { path, size, executable, change } = file
  return (
    <li>
      <Collapsible
        open={open}
        onToggle={setOpen}
        header={
          <span className="flex min-w-0 flex-wrap items-center gap-x-2">
            <span className="min-w-0 font-mono wrap-anywhere">
              <PlainText text={path} />
            </span>
            {size !== null && <span className="text-muted tabular-nums">{bytes(size)}</span>}
            {change !== null && (
              <Badge tone={change === 'removed' ? 'need' : 'review'}>
                {t(`skills.file.change.${change}`)}
              </Badge>
            )}
            {executable && <Badge tone="need">{t('skills.executable')}</Badge>}
          </span>
        }
      >
        {() => <div className="ps-6.5 pe-1.5 pt-1 pb-3 max-md:ps-1.5">{text(file)}</div>}
      </Collapsible>
    </li>
  )
}
