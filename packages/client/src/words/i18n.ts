// Which language the interface speaks, and the words of it, which load when it is chosen: each catalogue is whole.
// Only these files hold words a person reads; never translate branch names, commands, paths or what an agent says.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { pseudo } from './pseudo.ts'

export const languages = ['en', 'es', 'pt'] as const
export type Language = (typeof languages)[number]
/** The test language: long, accented English that shows clipped and untranslated text. Not offered in settings. */
export const pseudoLanguage = 'en-XA'

export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
}

type Catalog = Awaited<ReturnType<typeof loadEnglish>>
type Tongue = Language | typeof pseudoLanguage

const loadEnglish = async () => (await import('./en.json')).default

const catalogs: Record<Tongue, () => Promise<object>> = {
  en: loadEnglish,
  es: async () => (await import('./es.json')).default,
  pt: async () => (await import('./pt.json')).default,
  [pseudoLanguage]: async () => pseudo(await loadEnglish()),
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: Catalog }
  }
}

/** The first of `wanted` that we speak, by its main part ("pt-BR" is "pt"); English otherwise. */
export function chooseLanguage(wanted: readonly (string | undefined)[]): Tongue {
  for (const tag of wanted) {
    if (tag === pseudoLanguage) return pseudoLanguage
    const main = tag?.split('-')[0]?.toLowerCase()
    const known = languages.find((language) => language === main)
    if (known) return known
  }
  return 'en'
}

async function speak(language: Tongue): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'words')) {
    i18next.addResourceBundle(language, 'words', await catalogs[language]())
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** Await it, and setLanguage, before rendering. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'words',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
}

/** Switches the interface to a language; `system` is the browser's choice. */
export async function setLanguage(language: Tongue | 'system'): Promise<void> {
  await speak(
    chooseLanguage([language === 'system' ? undefined : language, ...navigator.languages]),
  )
}
