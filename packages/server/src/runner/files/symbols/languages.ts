// How definitions look, language by language: what a line of a file begins like when it defines something. By line and
// without a parser, so that what is said of a checkout is true of it as it lies there now, with nothing to keep up to date.
// Nothing that a person typed is part of these patterns.
import type { SymbolKind } from '@a-parallel/shared'

export interface Language {
  /** Of its files’ names, without the dot. */
  endings: readonly string[]
  /** The first that fits tells. Each has a group `name`. */
  rules: readonly (readonly [SymbolKind, RegExp])[]
}

type Written = readonly [SymbolKind, string]

/** NAME stands for the name, MODS( … ) for any of these words. */
const rule = ([kind, pattern]: Written): readonly [SymbolKind, RegExp] => {
  const source = pattern
    .replace('NAME', String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*)`)
    .replaceAll(/MODS\(([^)]*)\)/g, String.raw`(?:(?:$1)\s+)`)
  return [kind, new RegExp(source, 'u')]
}

const language = (endings: string, ...rules: readonly Written[]): Language => ({
  endings: endings.split(' '),
  rules: rules.map(rule),
})

/** For languages whose words are written in any case. */
function caseless({ endings, rules }: Language): Language {
  return { endings, rules: rules.map(([kind, { source }]) => [kind, new RegExp(source, 'iu')]) }
}

const r = String.raw

/** What begins a statement: no name of anything, and nothing that is defined follows it. */
const statement = r`(?!\s*(?:if|else|for|while|do|switch|case|catch|return|throw|new|await|yield|delete|typeof|sizeof|using|goto|super|with|function|def|elif|not|and|or|in|is)\b)`
/** In parentheses: what a callable takes, also with a pair of them inside. */
const takes = r`\((?:[^()]|\([^()]*\))*\)`

const scriptMods =
  'public|private|protected|static|override|readonly|abstract|async|get|set|accessor|declare'
const exported = r`^\s*MODS(export|default|declare|abstract|async)*`
const arrow = r`(?:async\s*)?(?:function\b|(?:<[^>]*>\s*)?(?:${takes}\s*(?::[^=]*)?=>|\([^)]*$)|[\w$]+\s*=>)`

const script = language(
  'ts tsx mts cts js jsx mjs cjs vue svelte astro',
  ['class', r`${exported}class\s+NAME`],
  ['interface', r`${exported}interface\s+NAME`],
  ['enum', r`${exported}(?:const\s+)?enum\s+NAME`],
  ['type', r`${exported}type\s+NAME\s*[=<]`],
  ['module', r`${exported}(?:namespace|module)\s+NAME`],
  ['function', r`${exported}function\s*\*?\s*NAME`],
  ['function', r`${exported}(?:const|let|var)\s+NAME\s*(?::[^=]+)?=\s*${arrow}`],
  ['constant', r`${exported}const\s+NAME`],
  ['variable', r`${exported}(?:let|var)\s+NAME`],
  [
    'method',
    r`^\s+${statement}MODS(${scriptMods})*[*#]?NAME\s*\??(?:<[^()]*>)?${takes}\s*(?::[^=]*)?\{\s*(?:.*\}\s*)?$`,
  ],
  ['method', r`^\s+MODS(${scriptMods})+[*#]?NAME\s*\??(?:<[^()]*>)?\([^)]*$`],
  ['method', r`^\s+${statement}MODS(${scriptMods})*#?NAME\s*[:=]\s*${arrow}`],
  ['property', r`^\s+MODS(${scriptMods})+#?NAME\s*[?!]?\s*[:=;]`],
)

const python = language(
  'py pyi',
  ['class', r`^\s*class\s+NAME`],
  ['method', r`^\s+(?:async\s+)?def\s+NAME`],
  ['function', r`^(?:async\s+)?def\s+NAME`],
  ['type', r`^type\s+NAME`],
  ['variable', r`^NAME\s*(?::[^=]+)?=[^=]`],
)

const go = language(
  'go',
  ['method', r`^func\s+\([^)]*\)\s*NAME`],
  ['function', r`^func\s+NAME`],
  ['struct', r`^type\s+NAME(?:\[[^\]]*\])?\s+struct\b`],
  ['interface', r`^type\s+NAME(?:\[[^\]]*\])?\s+interface\b`],
  ['type', r`^type\s+NAME`],
  ['constant', r`^const\s+NAME`],
  ['variable', r`^var\s+NAME`],
)

const rustOpen = r`^\s*(?:pub(?:\([^)]*\))?\s+)?`
const rust = language(
  'rs',
  [
    'function',
    r`${rustOpen}(?:default\s+)?(?:const\s+)?(?:async\s+)?(?:unsafe\s+)?(?:extern\s+(?:"[^"]*"\s+)?)?fn\s+NAME`,
  ],
  ['struct', r`${rustOpen}(?:struct|union)\s+NAME`],
  ['enum', r`${rustOpen}enum\s+NAME`],
  ['trait', r`${rustOpen}(?:unsafe\s+)?(?:auto\s+)?trait\s+NAME`],
  ['type', r`${rustOpen}type\s+NAME`],
  ['module', r`${rustOpen}mod\s+NAME`],
  ['constant', r`${rustOpen}const\s+NAME`],
  ['variable', r`${rustOpen}static\s+(?:mut\s+)?NAME`],
  ['macro', r`^\s*macro_rules!\s*NAME`],
)

const classMods =
  'public|protected|private|internal|static|final|abstract|sealed|non-sealed|partial|readonly|virtual|override|async|extern|unsafe|synchronized|native|default|strictfp|transient|volatile|required|new|file'
const given = r`(?:@\w+(?:\([^)]*\))?\s+)*`
/** A type, and the space between it and the name. */
const typed = r`[\w.<>\[\],?&*:\s]*[>\w\]?&*]\s+`

const java = language(
  'java groovy',
  ['interface', r`^\s*${given}MODS(${classMods})*@?interface\s+NAME`],
  ['enum', r`^\s*${given}MODS(${classMods})*enum\s+NAME`],
  ['class', r`^\s*${given}MODS(${classMods})*(?:class|record)\s+NAME`],
  ['method', r`^\s+${statement}${given}MODS(${classMods})*(?:<[^(]*>\s*)?${typed}NAME\s*\([^;]*$`],
  ['method', r`^\s+${given}MODS(public|protected|private)NAME\s*\([^;]*$`],
  ['property', r`^\s+${given}MODS(${classMods})+${typed}NAME\s*(?:=|;)`],
)

const csharp = language(
  'cs',
  ['module', r`^\s*namespace\s+(?:\w+\.)*NAME\s*[;{]?\s*$`],
  ['interface', r`^\s*MODS(${classMods})*interface\s+NAME`],
  ['enum', r`^\s*MODS(${classMods})*enum\s+NAME`],
  ['struct', r`^\s*MODS(${classMods})*(?:record\s+)?struct\s+NAME`],
  ['class', r`^\s*MODS(${classMods})*(?:class|record)\s+NAME`],
  ['type', r`^\s*MODS(${classMods})*delegate\s+${typed}NAME`],
  ['constant', r`^\s*MODS(${classMods})*const\s+${typed}NAME`],
  ['property', r`^\s+MODS(${classMods})+(?:event\s+)?${typed}NAME\s*(?:\{|=>|=|;)`],
  ['method', r`^\s+${statement}MODS(${classMods})*${typed}NAME\s*(?:<[^(]*>)?\([^;]*(?:;\s*)?$`],
  ['method', r`^\s+MODS(public|protected|private|internal)NAME\s*\([^;]*$`],
)

const cLike = language(
  'c h cc cpp cxx hpp hh hxx inl m mm ino cu cuh',
  ['macro', r`^\s*#\s*define\s+NAME`],
  ['enum', r`^\s*(?:typedef\s+)?enum\s+(?:class\s+|struct\s+)?NAME\s*(?::[^:]|\{|$)`],
  [
    'struct',
    r`^\s*(?:typedef\s+)?(?:struct|union)\s+(?:\w+\s+)?(?!final\b)NAME\s*(?:final\s*)?(?::[^:]|\{|$)`,
  ],
  [
    'class',
    r`^\s*(?:template\s*<.*>\s*)?(?:class|@interface|@protocol)\s+(?:\w+\s+)?(?!final\b)NAME\s*(?:final\s*)?(?::[^:]|\{|$)`,
  ],
  ['module', r`^\s*(?:inline\s+)?namespace\s+(?:\w+::)*NAME`],
  ['type', r`^\s*using\s+NAME\s*=`],
  ['type', r`^\s*typedef\s.*\bNAME\s*(?:\[[^\]]*\]\s*)?;`],
  ['function', r`^${statement}[\w:<>,*&~\[\]\s]*[\s*&](?:[\w~]+::)*NAME\s*\([^;]*$`],
  ['method', r`^\s+${statement}[\w:<>,*&~\[\]\s]*[\s*&](?:[\w~]+::)*NAME\s*\([^;]*\)[^;]*\{`],
)

const kotlinMods =
  'public|private|protected|internal|open|final|abstract|sealed|data|inner|inline|value|annotation|enum|companion|override|suspend|operator|infix|tailrec|external|lateinit|const|actual|expect|implicit|lazy|case'
const kotlin = language(
  'kt kts scala sc',
  ['enum', r`^\s*${given}MODS(${kotlinMods})*enum\s+class\s+NAME`],
  ['interface', r`^\s*${given}MODS(${kotlinMods})*(?:fun\s+)?interface\s+NAME`],
  ['trait', r`^\s*${given}MODS(${kotlinMods})*trait\s+NAME`],
  ['class', r`^\s*${given}MODS(${kotlinMods})*class\s+NAME`],
  ['module', r`^\s*${given}MODS(${kotlinMods})*object\s+NAME`],
  ['type', r`^\s*MODS(${kotlinMods})*(?:typealias|type)\s+NAME`],
  ['function', r`^\s*${given}MODS(${kotlinMods})*(?:fun|def)\s+(?:<[^>]*>\s*)?(?:[\w<>?]+\.)?NAME`],
  ['constant', r`^\s*${given}MODS(${kotlinMods})*val\s+NAME`],
  ['variable', r`^\s*${given}MODS(${kotlinMods})*var\s+NAME`],
)

const swiftMods =
  'public|private|fileprivate|internal|open|package|final|static|class|mutating|nonmutating|override|convenience|required|lazy|weak|unowned|indirect|nonisolated|async'
const swift = language(
  'swift',
  ['function', r`^\s*${given}MODS(${swiftMods})*func\s+NAME`],
  ['class', r`^\s*${given}MODS(${swiftMods})*(?:class|actor)\s+NAME`],
  ['struct', r`^\s*${given}MODS(${swiftMods})*struct\s+NAME`],
  ['enum', r`^\s*${given}MODS(${swiftMods})*enum\s+NAME`],
  ['trait', r`^\s*${given}MODS(${swiftMods})*protocol\s+NAME`],
  ['type', r`^\s*${given}MODS(${swiftMods})*(?:typealias|associatedtype)\s+NAME`],
  ['constant', r`^\s*${given}MODS(${swiftMods})*let\s+NAME`],
  ['variable', r`^\s*${given}(?:\w+\(set\)\s+)?MODS(${swiftMods})*var\s+NAME`],
)

const ruby = language(
  'rb rake gemspec',
  ['class', r`^\s*class\s+(?:\w+::)*NAME`],
  ['module', r`^\s*module\s+(?:\w+::)*NAME`],
  ['method', r`^\s*def\s+(?:self\.|\w+\.)?NAME`],
  ['constant', r`^\s*(?=[A-Z])NAME\s*=[^=>~]`],
)

const phpMods = 'public|private|protected|static|abstract|final|readonly'
const php = language(
  'php phtml',
  ['class', r`^\s*MODS(${phpMods})*class\s+NAME`],
  ['interface', r`^\s*interface\s+NAME`],
  ['trait', r`^\s*trait\s+NAME`],
  ['enum', r`^\s*enum\s+NAME`],
  ['module', r`^\s*namespace\s+(?:\w+\\)*NAME\s*[;{]`],
  ['method', r`^\s*MODS(${phpMods})+function\s+&?\s*NAME`],
  ['function', r`^\s*function\s+&?\s*NAME`],
  ['constant', r`^\s*MODS(${phpMods})*const\s+(?:\w+\s+)?NAME\s*=`],
  ['property', r`^\s*MODS(${phpMods}|var)+(?:\??[\w|\\]+\s+)?\$NAME`],
)

const dart = language(
  'dart',
  [
    'class',
    r`^\s*MODS(abstract|base|final|sealed|interface|mixin)*(?:class|mixin|extension)\s+NAME`,
  ],
  ['enum', r`^\s*enum\s+NAME`],
  ['type', r`^\s*typedef\s+NAME`],
  ['constant', r`^\s*MODS(static|late|external)*(?:const|final)\s+(?:${typed})?NAME\s*=`],
  ['function', r`^\s*${statement}MODS(static|external)*${typed}NAME\s*\([^;]*$`],
)

const lua = language(
  'lua',
  ['function', r`^\s*(?:local\s+)?function\s+(?:\w+[.:])*NAME`],
  ['variable', r`^local\s+NAME\s*=`],
)
const elixir = language(
  'ex exs',
  ['module', r`^\s*defmodule\s+(?:\w+\.)*NAME\s+do`],
  ['macro', r`^\s*defmacrop?\s+NAME`],
  ['function', r`^\s*defp?\s+NAME`],
)
const shell = language(
  'sh bash zsh',
  ['function', r`^\s*(?:function\s+)?NAME\s*\(\s*\)`],
  ['function', r`^\s*function\s+NAME`],
)
const sql = caseless(
  language(
    'sql',
    [
      'type',
      r`^\s*create\s+(?:or\s+replace\s+)?(?:temp(?:orary)?\s+)?(?:materialized\s+)?(?:table|view|type)\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?["\x60]?NAME`,
    ],
    [
      'function',
      r`^\s*create\s+(?:or\s+replace\s+)?(?:function|procedure|trigger)\s+(?:\w+\.)?["\x60]?NAME`,
    ],
  ),
)

const schema = language(
  'proto graphql gql',
  ['interface', r`^\s*(?:interface|service)\s+NAME`],
  ['enum', r`^\s*enum\s+NAME`],
  ['type', r`^\s*(?:message|type|input|scalar|union)\s+NAME`],
  ['method', r`^\s*rpc\s+NAME`],
)

export const languages: readonly Language[] = [
  script,
  python,
  go,
  rust,
  java,
  csharp,
  cLike,
  kotlin,
  swift,
  ruby,
  php,
  dart,
  lua,
  elixir,
  shell,
  sql,
  schema,
]
