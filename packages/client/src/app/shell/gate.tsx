// Lets in who is signed in. Who loses that later keeps the page behind the sign-in screen, with all that was typed.
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SignInForm } from '../../features/setup/index.ts'
import { useToken } from '../../api/token.ts'
import { Mark } from './mark.tsx'

export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const signedIn = useToken((state) => state.token !== undefined)
  const [entered, setEntered] = useState(signedIn)
  if (signedIn && !entered) setEntered(true)
  return (
    <>
      {entered && (
        <div inert={!signedIn} className="h-full">
          {children}
        </div>
      )}
      {!signedIn && (
        <main className="fixed inset-0 z-50 flex flex-col items-center overflow-y-auto bg-bg px-6 pt-[14vh] pb-10">
          <div className="flex w-full max-w-md flex-col gap-8">
            <div className="flex items-center gap-2.5">
              <Mark size={22} />
              <span className="text-lg font-semibold tracking-tight">{t('app.name')}</span>
            </div>
            <SignInForm again={entered} />
          </div>
        </main>
      )}
    </>
  )
}
