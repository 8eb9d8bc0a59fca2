// What to look for, and where: words, project, whose words, threads of which state, how long ago, which file, archived or not.
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { Select } from '../../ui/controls/select.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProjects } from '../projects/index.ts'
import { authors, filters, spans, statuses, type SearchAsk } from './ask.ts'
import { statusWords } from './status-words.ts'

export type SearchFormProps = {
  ask: SearchAsk
  onChange: (change: { [Key in keyof SearchAsk]: SearchAsk[Key] | undefined }) => void
  /** Without what narrows it. */
  onEverywhere: () => void
  /** Down from the words, to the first that was found. */
  onDown: () => void
}

export function SearchForm({ ask, onChange, onEverywhere, onDown }: SearchFormProps) {
  const { t } = useTranslation()
  return (
    <search className="flex shrink-0 flex-col gap-2 border-b border-line px-4 py-3">
      <TextField
        type="search"
        // The page is there for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        label={t('search.words')}
        hideLabel
        placeholder={t('search.placeholder')}
        value={ask.q ?? ''}
        maxLength={500}
        onChange={(event) => onChange({ q: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || event.nativeEvent.isComposing) return
          event.preventDefault()
          onDown()
        }}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Filters ask={ask} onChange={onChange} />
        {filters(ask) > 0 && (
          <Button size="sm" weight="quiet" onClick={onEverywhere}>
            {t('search.everywhere')}
          </Button>
        )}
      </div>
    </search>
  )
}

function Filters({ ask, onChange }: Pick<SearchFormProps, 'ask' | 'onChange'>) {
  const { t } = useTranslation()
  const projects = useProjects()
  return (
    <>
      <Filter
        label={t('new.project')}
        value={ask.project}
        all={t('overview.allProjects')}
        options={projects.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(project) => onChange({ project })}
      />
      <Filter
        label={t('search.author.label')}
        value={ask.author}
        all={t('search.author.all')}
        options={authors.map((value) => ({ value, label: t(`search.author.${value}`) }))}
        onChange={(author) => onChange({ author })}
      />
      <Filter
        label={t('app.status')}
        value={ask.status}
        all={t('overview.allStates')}
        options={statuses.map((value) => ({ value, label: t(statusWords[value]) }))}
        onChange={(status) => onChange({ status })}
      />
      <Span ask={ask} onChange={onChange} />
      <Filter
        label={t('search.archived.label')}
        value={ask.archived}
        all={t('search.archived.all')}
        options={(['no', 'yes'] as const).map((value) => ({
          value,
          label: t(`search.archived.${value}`),
        }))}
        onChange={(archived) => onChange({ archived })}
      />
      <div className="max-w-80 min-w-52 flex-1 max-md:max-w-none max-md:min-w-0 max-md:basis-full">
        <TextField
          label={t('search.file')}
          hideLabel
          placeholder={t('search.file')}
          value={ask.file ?? ''}
          maxLength={500}
          onChange={(event) => onChange({ file: event.target.value })}
        />
      </div>
    </>
  )
}

function Span({ ask, onChange }: Pick<SearchFormProps, 'ask' | 'onChange'>) {
  const { t } = useTranslation()
  return (
    <>
      <Filter
        label={t('search.span.label')}
        value={ask.span}
        all={t('search.span.all')}
        options={spans.map((value) => ({ value, label: t(`search.span.${value}`) }))}
        onChange={(span) => onChange({ span })}
      />
      {ask.span === 'days' && (
        <>
          <Day
            label={t('search.from')}
            value={ask.from}
            max={ask.until}
            onChange={(from) => onChange({ from })}
          />
          <Day
            label={t('search.until')}
            value={ask.until}
            min={ask.from}
            onChange={(until) => onChange({ until })}
          />
        </>
      )}
    </>
  )
}

type DayProps = {
  label: string
  value: string | undefined
  min?: string | undefined
  max?: string | undefined
  onChange: (value: string) => void
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <div className="flex items-center gap-2 max-md:w-[calc(50%-0.25rem)]">
      <span aria-hidden className="shrink-0 text-sm text-muted">
        {label}
      </span>
      <div className="w-36 min-w-0 flex-1">
        <TextField
          type="date"
          label={label}
          hideLabel
          // It holds the day itself: one that is set while a year is being typed would begin that anew.
          defaultValue={value ?? ''}
          min={min}
          max={max}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  )
}

type FilterProps<Value extends string> = {
  label: string
  value: Value | undefined
  /** What stands there while nothing is chosen. */
  all: string
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value | undefined) => void
}

function Filter<Value extends string>({
  label,
  value,
  all,
  options,
  onChange,
}: FilterProps<Value>) {
  return (
    <div className="w-44 max-md:w-[calc(50%-0.25rem)]">
      <Select
        label={label}
        hideLabel
        value={value ?? ''}
        options={[{ value: '', label: all }, ...options]}
        onChange={(chosen) => onChange(options.find((one) => one.value === chosen)?.value)}
      />
    </div>
  )
}
