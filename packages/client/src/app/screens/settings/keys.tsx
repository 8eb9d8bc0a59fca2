// The keys of every command, and giving it others: press Change, then the keys.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  chordOf,
  chordsOf,
  commandGroups,
  commandIds,
  commandOf,
  commands,
  leader,
  led,
  rebound,
  refusalOf,
  unbound,
  type Bindings,
  type CommandId,
} from '../../../features/commands/index.ts'
import {
  changeSetting,
  SettingProblem,
  SwitchSetting,
  useSettings,
} from '../../../features/settings/index.ts'
import { isMac, keysFor } from '../../../platform/browser.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import { KeyFile } from './key-file.tsx'

const keep = (bindings: Bindings) =>
  void changeSetting(
    'keyboard',
    'bindings',
    Object.fromEntries(Object.entries(bindings).map(([id, chords]) => [id, [...chords]])),
  )

export function Keys() {
  const { t } = useTranslation()
  const bindings = useSettings(({ keyboard }) => keyboard.bindings)
  const [recording, setRecording] = useState<CommandId>()
  return (
    <>
      <SwitchSetting
        section="keyboard"
        field="singleKeys"
        label={t('settings.keyboard.singleKeys')}
        hint={t('settings.keyboard.singleKeysHint')}
      />
      <div id="keyboard.bindings" className="flex scroll-mt-4 flex-col gap-5 py-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 className="font-medium">{t('shortcuts.title')}</h3>
          <div className="flex flex-wrap items-center justify-end gap-2">
            <Button
              size="sm"
              disabled={Object.keys(bindings).length === 0}
              onClick={() => keep({})}
            >
              {t('settings.keyboard.resetAll')}
            </Button>
            <KeyFile bindings={bindings} onTake={keep} />
          </div>
        </div>
        <SettingProblem section="keyboard" field="bindings" />
        {commandGroups.map((group) => (
          <section key={group}>
            <h4 className="pb-1 text-sm font-medium text-muted">{t(`commands.group.${group}`)}</h4>
            <ul className="divide-y divide-line">
              {commandIds
                .filter((id) => commands[id].group === group)
                .map((id) => (
                  <li key={id} className="py-1">
                    {recording === id ? (
                      <Recorder
                        id={id}
                        bindings={bindings}
                        onDone={() => setRecording(undefined)}
                      />
                    ) : (
                      <Line id={id} bindings={bindings} onChange={() => setRecording(id)} />
                    )}
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}

type LineProps = { id: CommandId; bindings: Bindings; onChange: () => void }

function Line({ id, bindings, onChange }: LineProps) {
  const { t } = useTranslation()
  const name = t(commands[id].title)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 flex-1 basis-40">{name}</span>
      <span className="ms-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
        {chordsOf(id, bindings).map((chord) => (
          <Kbd key={chord} keys={keysFor(chord)} />
        ))}
        {bindings[id] !== undefined && (
          <Button
            size="sm"
            weight="quiet"
            aria-label={t('settings.keyboard.resetFor', { name })}
            onClick={() => keep(unbound(bindings, id))}
          >
            {t('settings.keyboard.reset')}
          </Button>
        )}
        <Button
          size="sm"
          aria-label={t('settings.keyboard.changeFor', { name })}
          onClick={onChange}
        >
          {t('settings.keyboard.change')}
        </Button>
      </span>
    </div>
  )
}

type RecorderProps = { id: CommandId; bindings: Bindings; onDone: () => void }

/** Waits for the keys. Escape leaves everything as it is; keys that another command has are asked about first. */
function Recorder({ id, bindings, onDone }: RecorderProps) {
  const { t } = useTranslation()
  const [pressed, setPressed] = useState<string>()
  const field = useRef<HTMLButtonElement>(null)
  useEffect(() => field.current?.focus(), [])
  const finish = (chord: string | null) => {
    keep(rebound(bindings, id, chord))
    onDone()
  }
  const leads = pressed === leader
  const refusal = pressed === undefined || leads ? null : refusalOf(pressed)
  const other = pressed === undefined ? undefined : commandOf(pressed, bindings)
  const said = useOutcome()
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event.nativeEvent
    if (key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (key === 'Escape') return onDone()
    if (key === 'Backspace') return finish(null)
    const single = chordOf(event.nativeEvent, isMac)
    if (single === null) return
    // It waits for the key behind it.
    if (single === leader && pressed !== leader) return setPressed(leader)
    const chord = pressed === leader ? led(single) : single
    const free = [undefined, id].includes(commandOf(chord, bindings))
    if (free && refusalOf(chord) === null) return finish(chord)
    setPressed(chord)
  }
  return (
    <div className="flex flex-col gap-2 rounded-md bg-selected px-3 py-2">
      <div className="flex flex-wrap items-center gap-3">
        <span className="min-w-0 flex-1 basis-40 font-medium">{t(commands[id].title)}</span>
        <button
          type="button"
          ref={field}
          onKeyDown={onKeyDown}
          aria-describedby="record-outcome"
          className="min-h-8 rounded-md border border-accent bg-bg px-3 text-sm"
        >
          {pressed === undefined ? t('settings.keyboard.press') : keysFor(pressed)}
        </button>
        <Button size="sm" weight="quiet" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
      <output id="record-outcome" className="text-sm text-muted">
        {leads ? t('settings.keyboard.pressNext', { keys: leader }) : said(refusal, other)}
      </output>
      {refusal === null && other !== undefined && pressed !== undefined && (
        <Button size="sm" className="self-start" onClick={() => finish(pressed)}>
          {t('settings.keyboard.take', { keys: keysFor(pressed) })}
        </Button>
      )}
    </div>
  )
}

/** What became of the keys that were pressed, in words. */
function useOutcome(): (
  refusal: ReturnType<typeof refusalOf>,
  other: CommandId | undefined,
) => string {
  const { t } = useTranslation()
  return (refusal, other) => {
    if (refusal !== null) return t(`settings.keyboard.refused.${refusal}`)
    if (other === undefined) return t('settings.keyboard.pressHint')
    return t('settings.keyboard.taken', { name: t(commands[other].title) })
  }
}
