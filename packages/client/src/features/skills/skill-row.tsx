// One skill: how it is called, what it is for, how it stands; opened, its text and what can be done with it.
import type { Project, Skill } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { Badge } from '../../ui/display/badge.tsx'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import type { SkillDraft } from './edit-skill.tsx'
import { FaultList } from './fault-list.tsx'
import { SkillActs } from './skill-acts.tsx'
import { SkillBody } from './skill-body.tsx'
import { SkillUses } from './skill-uses.tsx'

type SkillRowProps = { skill: Skill; project: Project | null }

export function SkillRow({ skill, project }: SkillRowProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [editing, setEditing] = useState(false)
  const [draft, setDraft] = useState<SkillDraft>()
  const { name, description, path, faults, state } = skill
  const grave = faults.filter(({ isGrave }) => isGrave)
  return (
    <li className="py-1">
      <Collapsible
        open={open}
        onToggle={setOpen}
        className="-ms-1.5"
        headerClassName="items-start py-1.5"
        header={
          <span className="min-w-0 flex-1">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span
                className={`font-mono text-sm wrap-anywhere ${state === 'in-use' ? '' : 'text-muted'}`}
              >
                /{name}
              </span>
              <Standing skill={skill} />
              {grave.length > 0 && <Badge tone="fail">{t('skills.faulty')}</Badge>}
            </span>
            <span className="line-clamp-2 text-sm text-pretty text-muted">{description}</span>
            <Told skill={skill} />
          </span>
        }
      >
        {() => (
          <div className="flex flex-col gap-3 ps-6 pt-1 pb-3 max-md:ps-1.5">
            {faults.length > 0 && <FaultList faults={faults} />}
            {path === null ? (
              <p className="text-sm text-muted">{t('skills.noFile')}</p>
            ) : (
              <>
                <p className="font-mono text-xs wrap-anywhere text-muted">{path}</p>
                <SkillActs
                  {...{ skill, project, editing, draft }}
                  onEditing={setEditing}
                  onDraft={setDraft}
                />
                {!editing && <SkillBody skill={skill} projectId={project?.id ?? null} />}
              </>
            )}
            <SkillUses skill={skill} />
          </div>
        )}
      </Collapsible>
    </li>
  )
}

function Standing({ skill: { state, form } }: { skill: Skill }) {
  const { t } = useTranslation()
  return (
    <>
      {form === 'command' && <Badge>{t('skills.command')}</Badge>}
      {state !== 'in-use' && (
        <Badge {...(state === 'restricted' ? { tone: 'need' as const } : {})}>
          {t(`skills.states.${state}`)}
        </Badge>
      )}
    </>
  )
}

/** In small: where it was used and where it came from. */
function Told({ skill: { usedIn, origin, isCommitted, source } }: { skill: Skill }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  // That one of the many others was not used is no news.
  const isOwn = source === 'user' || source === 'project'
  const from =
    origin === null
      ? null
      : t(`skills.from.${origin.kind}`, {
          what:
            origin.kind === 'git'
              ? origin.url.replace(/^https:\/\//, '')
              : origin.kind === 'archive'
                ? origin.name
                : origin.path,
        })
  return (
    <span className="flex flex-wrap gap-x-3 text-xs text-muted">
      {(usedIn.count > 0 || isOwn) && (
        <span>{t('skills.usedIn', { count: usedIn.count, shown: number(usedIn.count) })}</span>
      )}
      {from && <span className="min-w-0 wrap-anywhere">{from}</span>}
      {isCommitted === false && <span className="text-need">{t('skills.uncommitted')}</span>}
    </span>
  )
}
