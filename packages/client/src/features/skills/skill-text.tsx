// What a skill says, as it is read or as it is written; in an update also what changes, and what stands there now.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SkillFileAsk } from '../../api/skills.ts'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { ScrollBox } from '../../ui/layout/scroll-box.tsx'
import { Markdown } from '../../ui/text/markdown.tsx'
import { useCopyLabels } from '../../words/copy-labels.ts'
import { FileText } from './files/file-text.tsx'
import { PlainText } from './plain-text.tsx'

export type SkillTextProps = {
  /** Of the whole: the name of the skill. */
  name: string
  text: string
  /** The text goes on: this is its beginning. */
  isCut: boolean
  /** All of the text, to be read on. */
  whole: SkillFileAsk
  /** Where another text would take the place of one: what changes, and the text that stands there now. */
  update?: { changes: ReactNode; before: SkillFileAsk } | null
}

type Look = 'changes' | 'raw' | 'read' | 'before'

const usual = ['raw', 'read'] as const satisfies readonly Look[]
const ofUpdate = ['changes', ...usual, 'before'] as const satisfies readonly Look[]

export function SkillText({ name, text, isCut, whole, update = null }: SkillTextProps) {
  const { t } = useTranslation()
  const looks = update ? ofUpdate : usual
  const [look, setLook] = useState<Look>(looks[0])
  const label = t('skills.textOf', { name })
  const shown = () => {
    if (look === 'changes') return update?.changes
    if (look === 'before' && update) return <FileText ask={update.before} label={label} />
    if (look === 'raw' && isCut) return <FileText ask={whole} label={label} />
    return <TextBox {...{ label, text }} isRead={look === 'read'} />
  }
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <Segmented
        size="sm"
        label={t('skills.look', { name })}
        value={look}
        options={looks.map((value: Look) => ({ value, label: t(`skills.looks.${value}`) }))}
        onChange={setLook}
      />
      {shown()}
      {look === 'read' && isCut && <p className="text-sm text-need">{t('skills.cut')}</p>}
    </div>
  )
}

function TextBox({ label, text, isRead }: { label: string; text: string; isRead: boolean }) {
  const labels = useCopyLabels()
  return (
    <ScrollBox
      as="div"
      label={label}
      className="max-h-96 w-full overflow-auto rounded-md border border-line bg-code px-3 py-2"
    >
      {isRead ? (
        <Markdown text={bodyOf(text)} labels={labels} />
      ) : (
        <pre className="font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          <PlainText text={text} />
        </pre>
      )}
    </ScrollBox>
  )
}

/** Without what it says to the agent's program. */
function bodyOf(text: string): string {
  return text.replace(/^\uFEFF?---[ \t]*\r?\n[^]*?\r?\n---[ \t]*(?:\r?\n|$)/, '')
}
