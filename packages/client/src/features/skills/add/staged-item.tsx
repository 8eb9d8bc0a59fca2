// One skill that would be installed.
import type { StagedId, StagedSkill } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'
import { Badge } from '../../../ui/display/badge.tsx'
import { Collapsible } from '../../../ui/display/collapsible.tsx'
import { FaultList } from '../fault-list.tsx'
import { StagedTexts } from './staged-texts.tsx'

type StagedItemProps = {
  stagedId: StagedId
  skill: StagedSkill
  /** There is no other one: it is shown open. */
  alone: boolean
  /** There is another one of its name: its folder is told as well. */
  isTwin: boolean
  checked: boolean
  onToggle: (skill: StagedSkill) => void
}

export function canInstall({ name, faults }: StagedSkill): boolean {
  return name !== null && faults.every(({ isGrave }) => !isGrave)
}

/** It is what stands there already. */
export function isSame({ change }: StagedSkill): boolean {
  return (
    change !== null &&
    [change.added, change.changed, change.removed].every(({ length }) => length === 0)
  )
}

export function StagedItem(props: StagedItemProps) {
  const { stagedId, skill, alone, isTwin, checked, onToggle } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(alone)
  const { inside, description, faults, files, change } = skill
  const name = skill.name === null ? inside : isTwin ? `${skill.name} (${inside})` : skill.name
  const runs = files.filter(({ executable }) => executable).length
  return (
    <li className="rounded-lg border border-line">
      <label aria-label={name} className="flex items-start gap-3 px-3 pt-2.5 touch-target">
        <input
          type="checkbox"
          aria-label={name}
          className="mt-1 size-4 shrink-0 accent-accent"
          checked={checked}
          disabled={!canInstall(skill)}
          onChange={() => onToggle(skill)}
        />
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-mono wrap-anywhere">{name}</span>
            <Badge tone={change === null ? 'review' : 'need'}>
              {t(
                change === null
                  ? 'skills.staged.new'
                  : isSame(skill)
                    ? 'skills.staged.same'
                    : 'skills.staged.replaces',
              )}
            </Badge>
            {runs > 0 && <Badge tone="need">{t('skills.staged.runs', { count: runs })}</Badge>}
          </span>
          <span className="block text-sm text-pretty text-muted">{description}</span>
        </span>
      </label>
      <div className="flex flex-col gap-2 px-3 pt-1 pb-2.5">
        {faults.length > 0 && <FaultList faults={faults} />}
        {change && !isSame(skill) && <Changes change={change} />}
        <Collapsible open={open} onToggle={setOpen} header={<Sum skill={skill} />}>
          {() => <StagedTexts stagedId={stagedId} skill={skill} name={name} />}
        </Collapsible>
      </div>
    </li>
  )
}

function Sum({ skill: { files } }: { skill: StagedSkill }) {
  const { t } = useTranslation()
  const { bytes } = useFormat()
  const size = bytes(files.reduce((sum, file) => sum + file.size, 0))
  return <span className="text-sm">{t('skills.staged.sum', { count: files.length, size })}</span>
}

function Changes({ change }: { change: NonNullable<StagedSkill['change']> }) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const kinds = (['changed', 'added', 'removed'] as const).filter((kind) => change[kind].length > 0)
  return (
    <ul className="text-sm text-muted">
      {kinds.map((kind) => (
        <li key={kind} className="wrap-anywhere">
          {t(`skills.staged.${kind}`, {
            files: list([
              ...change[kind].slice(0, 5),
              ...(change[kind].length > 5
                ? [t('skills.staged.more', { count: change[kind].length - 5 })]
                : []),
            ]),
          })}
        </li>
      ))}
    </ul>
  )
}
