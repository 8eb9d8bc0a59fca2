// The machine's checks with what to do about each, and a way to look again.
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetup, useSetupCheck } from '../../api/queries.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Collapsible } from '../../ui/display/collapsible.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { StatusGlyph, type GlyphShape, type Tone } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { CommandLine } from '../projects/index.ts'
import { checksOf, type CheckRow, type Verdict } from './checks.ts'

export function ChecksList() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error } = useSetup()
  return (
    <div className="flex flex-col gap-3">
      {data && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {checksOf(data).map((row) => (
            <Check key={row.name} row={row} />
          ))}
        </ul>
      )}
      {!data && !error && (
        <Skeleton
          lines={['35%', '60%', '50%', '45%']}
          className="rounded-lg border border-line p-4"
        />
      )}
      {!data && error && (
        <p role="alert" className="text-fail">
          {t('welcome.checkFailed')} {words(problemOf(error)).text}
        </p>
      )}
      <Recheck />
    </div>
  )
}

function Recheck() {
  const { t } = useTranslation()
  const check = useSetupCheck()
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    try {
      await check()
    } catch (cause) {
      void cause // The list shows what the query knows: the error, or what was known before.
    }
    setBusy(false)
  }
  return (
    <Button
      size="sm"
      className="self-start"
      busy={busy}
      icon={<RefreshCw size={13} aria-hidden />}
      onClick={() => void again()}
    >
      {t(busy ? 'welcome.checking' : 'welcome.recheck')}
    </Button>
  )
}

const looks: Record<Verdict, { shape: GlyphShape; tone: Tone }> = {
  good: { shape: 'check', tone: 'review' },
  warn: { shape: 'diamond-bang', tone: 'need' },
  bad: { shape: 'square-cross', tone: 'fail' },
}

function Check({ row }: { row: CheckRow }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <li className="flex gap-3 px-4 py-3">
      <span className="pt-0.5">
        <StatusGlyph {...looks[row.verdict]} size={16} label={t(`welcome.${row.verdict}`)} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div>
          <p className="font-medium wrap-anywhere">{t(`welcome.${row.title}`, row.values)}</p>
          {row.path !== null && (
            <p className="font-mono text-xs wrap-anywhere text-muted">{row.path}</p>
          )}
        </div>
        {row.fix !== null && <p className="text-muted">{t(`welcome.${row.fix}`)}</p>}
        {row.commands.map((command) => (
          <CommandLine key={command} command={command} />
        ))}
        {row.searched.length > 0 && (
          <Collapsible
            open={open}
            onToggle={setOpen}
            className="-ms-1.5"
            header={<span>{t('welcome.searched', { count: row.searched.length })}</span>}
          >
            {() => (
              <ul className="ps-6.5 font-mono text-xs text-muted">
                {row.searched.map((place) => (
                  <li key={place} className="wrap-anywhere">
                    {place}
                  </li>
                ))}
              </ul>
            )}
          </Collapsible>
        )}
      </div>
    </li>
  )
}
