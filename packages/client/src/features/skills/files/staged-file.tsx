// A file that would be installed: what it says and, in an update, what changes in it.
import type { StagedId } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSkillFileChange } from '../../../api/skills.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { DiffHunks } from '../../../ui/text/diff-hunks.tsx'
import { useDiffLabels } from '../../../words/diff-labels.ts'
import { Unread } from '../../unread/index.ts'
import { FileText } from './file-text.tsx'
import type { ShownFile } from './skill-files.tsx'

const looks = ['changes', 'staged', 'standing'] as const

type StagedFileProps = {
  stagedId: StagedId
  /** Its skill’s folder in what was staged. */
  inside: string
  file: ShownFile
}

export function StagedFile({ stagedId, inside, file }: StagedFileProps) {
  const { t } = useTranslation()
  const { path, change } = file
  const [look, setLook] = useState<(typeof looks)[number]>('changes')
  const label = t('skills.textOf', { name: path })
  const asked = { stagedId, inside, path }
  if (change !== 'changed') {
    const side = change === 'removed' ? 'standing' : 'staged'
    return <FileText ask={{ ...asked, side }} label={label} />
  }
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <Segmented
        size="sm"
        label={t('skills.look', { name: path })}
        value={look}
        options={looks.map((value) => ({ value, label: t(`skills.file.looks.${value}`) }))}
        onChange={setLook}
      />
      {look === 'changes' ? (
        <FileChange {...{ stagedId, inside, path }} executable={file.executable} />
      ) : (
        <FileText key={look} ask={{ ...asked, side: look }} label={label} />
      )}
    </div>
  )
}

type FileChangeProps = Pick<StagedFileProps, 'stagedId' | 'inside'> &
  Pick<ShownFile, 'path' | 'executable'>

/** Line by line. */
export function FileChange({ stagedId, inside, path, executable }: FileChangeProps) {
  const { t } = useTranslation()
  const labels = useDiffLabels()
  const { data, error, refetch } = useSkillFileChange(stagedId, { inside, path })
  if (!data) return <Unread error={error} onRetry={refetch} lines={['72%', '54%']} />
  const { hunks } = data
  if (hunks === null || hunks.length === 0) {
    const said = hunks === null ? 'notCompared' : executable ? 'runs' : 'runsNoMore'
    return <p className="text-sm text-pretty text-muted">{t(`skills.file.${said}`)}</p>
  }
  return (
    <div className="w-full min-w-0">
      <DiffHunks hunks={hunks} label={t('skills.file.changeOf', { path })} labels={labels} />
    </div>
  )
}
