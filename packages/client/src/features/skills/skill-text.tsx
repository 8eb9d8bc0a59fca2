// What a skill says, as it is read or as it is written, and the files beside it.
import type { SkillFile } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../words/copy-labels.ts'
import { PlainText } from './plain-text.tsx'

export type SkillTextProps = {
  /** Of the whole: the name of the skill. */
  name: string
  text: string
  /** What stands there now, where another text would take its place. */
  before?: string | null
}

type Look = 'read' | 'raw' | 'before'

export function SkillText({ name, text, before = null }: SkillTextProps) {
  const { t } = useTranslation()
  const labels = useCopyLabels()
  const [look, setLook] = useState<Look>('raw')
  const looks = (['raw', 'read', ...(before === null ? [] : (['before'] as const))] as const).map(
    (value) => ({ value, label: t(`skills.looks.${value}`) }),
  )
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <Segmented
        size="sm"
        label={t('skills.look', { name })}
        value={look}
        options={looks}
        onChange={setLook}
      />
      <ScrollBox
        as="div"
        label={t('skills.textOf', { name })}
        className="max-h-96 w-full overflow-auto rounded-md border border-line bg-code px-3 py-2"
      >
        {look === 'read' ? (
          <Markdown text={bodyOf(text)} labels={labels} />
        ) : (
          <pre className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">
            <PlainText text={look === 'before' && before !== null ? before : text} />
          </pre>
        )}
      </ScrollBox>
    </div>
  )
}

/** Without what it says to the agent's program. */
function bodyOf(text: string): string {
  return text.replace(/^\uFEFF?---[ \t]*\r?\n[^]*?\r?\n---[ \t]*(?:\r?\n|$)/, '')
}

export function SkillFiles({ name, files }: { name: string; files: readonly SkillFile[] }) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  return (
    <ScrollBox className="max-h-60 w-full overflow-auto">
      <ul aria-label={t('skills.filesOf', { name })} className="flex flex-col gap-0.5 text-sm">
        {files.map(({ path, size, executable }) => (
          <li key={path} className="flex flex-wrap items-center gap-x-2">
            <span className="min-w-0 font-mono wrap-anywhere">
              <PlainText text={path} />
            </span>
            <span className="text-muted tabular-nums">{bytes(size)}</span>
            {executable && <Badge tone="need">{t('skills.executable')}</Badge>}
          </li>
        ))}
      </ul>
    </ScrollBox>
  )
}
