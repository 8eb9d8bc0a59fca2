// Puts a proposal into the field. What a person has written there and not saved is not replaced unasked.
import { useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { AlertDialog } from '../../../ui/overlays/dialog.tsx'

/** Where a proposal goes. */
export type Taking = {
  box: RefObject<HTMLTextAreaElement | null>
  /** Something that is not saved stands there. */
  isTaken: boolean
  /** Puts the proposal where it can be worked on and saved. */
  onTake: (text: string) => void
}

export function TakeProposal({ text, box, isTaken, onTake }: Taking & { text: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const safe = useRef<HTMLButtonElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const next = useRef<HTMLElement>(null)
  const take = () => {
    onTake(text)
    box.current?.focus()
    next.current = box.current
    setAsking(false)
  }
  const ask = () => {
    next.current = opener.current
    setAsking(true)
  }
  return (
    <>
      <Button ref={opener} weight="primary" onClick={isTaken ? ask : take}>
        {t('recipe.rivalsTake')}
      </Button>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('recipe.replaceTitle')}
        description={t('recipe.replaceDetail')}
        initialFocus={safe}
        finalFocus={next}
        footer={
          <>
            <Button ref={safe} onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
            <Button weight="danger" onClick={take}>
              {t('recipe.replace')}
            </Button>
          </>
        }
      />
    </>
  )
}
