// A person's keys out to a file, and in from one: what the file changes and what of it cannot be had is said first.
import { useRef, useState, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  commands,
  readKeyMap,
  writeKeyMap,
  type Bindings,
  type KeyFault,
  type KeyMap,
} from '../../../features/commands/index.ts'
import { keysFor } from '../../../platform/browser.ts'
import { saveFile } from '../../../platform/save-file.ts'
import { Button } from '../../../ui/controls/button.tsx'

/** More is no list of keys. */
const mostBytes = 100_000

type KeyFileProps = { bindings: Bindings; onTake: (bindings: Bindings) => void }

export function KeyFile({ bindings, onTake }: KeyFileProps) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const [found, setFound] = useState<KeyMap | null>()
  const pick = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (file) setFound(file.size > mostBytes ? null : readKeyMap(await file.text()))
  }
  return (
    <>
      <Button
        size="sm"
        onClick={() => saveFile('a-parallel-keys.json', 'application/json', writeKeyMap(bindings))}
      >
        {t('settings.keyboard.export')}
      </Button>
      <Button size="sm" onClick={() => picker.current?.click()}>
        {t('settings.keyboard.import')}
      </Button>
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        aria-label={t('settings.keyboard.import')}
        tabIndex={-1}
        onChange={(event) => void pick(event)}
        className="sr-only"
      />
      <output className="block basis-full empty:hidden">
        {found === null && <p className="text-sm text-fail">{t('settings.keyboard.noKeyFile')}</p>}
        {found && (
          <Found
            found={found}
            onTake={() => {
              onTake(found.bindings)
              setFound(undefined)
            }}
            onDrop={() => setFound(undefined)}
          />
        )}
      </output>
    </>
  )
}

type FoundProps = { found: KeyMap; onTake: () => void; onDrop: () => void }

function Found({ found, onTake, onDrop }: FoundProps) {
  const { t } = useTranslation()
  const words = useFaultWords()
  const count = Object.keys(found.bindings).length
  return (
    <div className="flex flex-col gap-2 rounded-md bg-selected px-3 py-2">
      <p className="font-medium">{t('settings.keyboard.found', { count })}</p>
      <ul className="list-disc ps-5 text-sm text-muted empty:hidden">
        {found.faults.map((fault) => (
          <li key={JSON.stringify(fault)}>{words(fault)}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <Button size="sm" weight="primary" onClick={onTake}>
          {t('settings.keyboard.takeFound')}
        </Button>
        <Button size="sm" weight="quiet" onClick={onDrop}>
          {t('app.cancel')}
        </Button>
      </div>
    </div>
  )
}

function useFaultWords(): (fault: KeyFault) => string {
  const { t } = useTranslation()
  return (fault) => {
    if (fault.why === 'command') return t('settings.keyboard.fault.command', { name: fault.name })
    const keys = keysFor(fault.chord)
    const name = t(commands[fault.id].title)
    if (fault.why === 'chord') return t('settings.keyboard.fault.chord', { keys, name })
    const other = t(commands[fault.other].title)
    return t(`settings.keyboard.fault.${fault.why}`, { keys, name, other })
  }
}
