// Repositories that were found in the home folder and are no projects yet, those used last first; while a path or a name is
// typed, those that fit it.
import { marksOf } from '@a-parallel/contract/model'
import { FolderGit2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFoundRepositories } from '../../../api/projects/adding.ts'
import { useSetup } from '../../../api/queries.ts'
import { useFormat } from '../../../platform/use-format.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { PathText } from '../../../ui/display/path-text.tsx'
import { MarkedText } from '../../../ui/display/marked-text.tsx'
import { useRestShown } from '../../../ui/display/use-rest-shown.ts'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'
import { useProjects } from '../use-projects.ts'
import { fittingPlaces, folderOf, nameOf, type Place } from './folders.ts'

/** So many are shown at first. */
const few = 5

export type FoundListProps = {
  /** What is typed of a path, or of a name. */
  typed: string
  onTake: (path: string) => void
}

export function FoundList({ typed, onTake }: FoundListProps) {
  const { t } = useTranslation()
  const heading = useId()
  const { list, all, showAll } = useRestShown(few)
  const { data, isPending } = useFoundRepositories()
  const home = useSetup().data?.home
  const known = new Set(useProjects().map(({ path }) => path))
  const others = (data?.repositories ?? []).filter(({ path }) => !known.has(path))
  const found = fittingPlaces(others, typed, home)
  const shown = all ? found : found.slice(0, few)
  if (found.length === 0 && !(isPending && typed === '')) return null
  return (
    <section aria-labelledby={heading} aria-busy={isPending}>
      <h3 id={heading} className="pb-1 text-sm font-medium">
        {t('addProject.found')}
      </h3>
      <ScrollBox className="max-h-60 overflow-y-auto rounded-md border border-line p-1">
        {isPending ? (
          <Looking />
        ) : (
          <ul ref={list}>
            {shown.map((place) => (
              <li key={place.said}>
                <FoundRow place={place} typed={typed} onTake={onTake} />
              </li>
            ))}
          </ul>
        )}
      </ScrollBox>
      {found.length > shown.length && (
        <Button size="sm" weight="quiet" className="mt-1" onClick={showAll}>
          {t('addProject.allFound', { count: found.length - shown.length })}
        </Button>
      )}
      {data?.complete === false && (
        <p className="pt-1 text-sm text-muted">{t('addProject.notAll')}</p>
      )}
    </section>
  )
}

/** As high as a few of them: what lies below does not jump once they are there. */
function Looking() {
  const { t } = useTranslation()
  return (
    <output className="flex h-40 items-center px-2 text-sm text-muted">
      {t('addProject.lookingFor')}
    </output>
  )
}

function FoundRow({ place, typed, onTake }: FoundListProps & { place: Place }) {
  const format = useFormat()
  const { said, repository } = place
  const name = nameOf(said)
  return (
    <button
      type="button"
      onClick={() => onTake(repository.path)}
      className="ring-inset-focus flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start transition-colors hover:bg-hover touch-target"
    >
      <FolderGit2 size={15} aria-hidden className="shrink-0 text-accent" />
      <span className="shrink-0 font-medium">
        <MarkedText
          text={said}
          marks={marksOf(typed.trim(), said)}
          from={said.length - name.length}
        />
      </span>
      <PathText
        path={folderOf(said) ?? said}
        className="min-w-0 flex-1 font-mono text-xs text-muted"
      />
      <span className="shrink-0 text-xs text-muted max-sm:hidden">
        {format.shortDay(Date.parse(repository.touchedAt))}
      </span>
    </button>
  )
}
