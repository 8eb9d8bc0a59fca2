// All that a skill which would be installed says: its text, and its files.
import type { SkillChange, StagedId, StagedSkill } from '@a-parallel/shared'
import { SkillFiles, type ShownFile } from '../files/skill-files.tsx'
import { FileChange, StagedFile } from '../files/staged-file.tsx'
import { SkillText } from '../skill-text.tsx'

type StagedTextsProps = { stagedId: StagedId; skill: StagedSkill; name: string }

const its = 'SKILL.md'

export function StagedTexts({ stagedId, skill, name }: StagedTextsProps) {
  const { inside, text, isCut, files, change } = skill
  const asked = { stagedId, inside, path: its } as const
  const update = {
    changes: <FileChange {...{ stagedId, inside, path: its }} executable={runs(files)} />,
    before: { ...asked, side: 'standing' } as const,
  }
  return (
    <div className="flex flex-col gap-3 pt-2">
      <SkillText
        {...{ name, text, isCut }}
        whole={{ ...asked, side: 'staged' }}
        update={change?.changed.includes(its) ? update : null}
      />
      <SkillFiles name={name} files={shownFiles(skill)}>
        {(file) => <StagedFile {...{ stagedId, inside, file }} />}
      </SkillFiles>
    </div>
  )
}

const runs = (files: StagedSkill['files']) =>
  files.some(({ path, executable }) => path === its && executable)

/** With those that would go. */
function shownFiles({ files, change }: StagedSkill): ShownFile[] {
  const gone = (change?.removed ?? []).map((path): ShownFile => ({
    path,
    size: null,
    executable: false,
    change: 'removed',
  }))
  return [...files.map((file) => ({ ...file, change: changeOf(file.path, change) })), ...gone]
}

/** Where nothing stood all of it is new, which need not be said of each. */
function changeOf(path: string, change: SkillChange | null): ShownFile['change'] {
  if (change?.added.includes(path)) return 'added'
  return change?.changed.includes(path) ? 'changed' : null
}
