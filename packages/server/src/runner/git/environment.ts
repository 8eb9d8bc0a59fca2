// The environment and the configuration that git runs with. A repository's own configuration can name programs to run
// (fsmonitor, hooks, ssh commands, filters), also for `git status`; before a project is trusted none of them may.

/** What git may see of the environment handed in before a project is trusted; nothing else reaches it. */
const allowed = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'SSH_AUTH_SOCK',
  // Where the person's own keys lie that sign.
  'GNUPGHOME',
  'TMPDIR',
  // Where the person's settings stand, and their own way to other machines.
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_SSH_COMMAND',
  'GIT_SSH',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
  'KRB5CCNAME',
  // Their credential helpers ask the session's keyring, and `gh` its own folder.
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'GH_CONFIG_DIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  // Windows programs do not start without these.
  'SystemRoot',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
])

/**
 * What not even the hooks and helpers of a trusted project see, which else are given what a terminal would give them: what
 * is the server's own, what binds git to another repository, npm's words about how the server was started, and what has
 * git speak another language, print colours or open a window that nobody may sit in front of.
 */
const withheld =
  /^(A_PARALLEL_.*|GIT_.*|npm_.*|INIT_CWD|PORT|HOST|LC_ALL|LC_MESSAGES|LANGUAGE|SSH_ASKPASS(_REQUIRE)?|TERM)$/i

function reaches(name: string, trusted: boolean): boolean {
  if (allowed.has(name) || /^LC_(?!ALL$|MESSAGES$)/.test(name)) return true
  return trusted && !withheld.test(name)
}

export type Environment = Readonly<Record<string, string | undefined>>

/** One `-c name=value`, also for names that hold `=`. */
export type Setting = readonly [name: string, value: string]

/** For every git of ours, trusted or not. */
const always: readonly Setting[] = [
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['core.pager', 'cat'],
  ['core.editor', 'true'],
  ['protocol.ext.allow', 'never'],
  ['submodule.recurse', 'false'],
  // Each has a default of its own, by which a submodule that is checked out is gone into.
  ['fetch.recurseSubmodules', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['log.showSignature', 'false'],
  // A bare repository committed inside a tree would bring a configuration of its own.
  ['safe.bareRepository', 'explicit'],
]

const beforeTrust: readonly Setting[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.sshCommand', 'ssh'],
  ['diff.external', ''],
  ['credential.helper', ''],
  ['core.askPass', ''],
  // Of no effect, and found everywhere.
  ['core.alternateRefsCommand', 'true'],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
  ['merge.verifySignatures', 'false'],
  ...['gpg', 'gpg.openpgp', 'gpg.x509', 'gpg.ssh'].map((at) => [`${at}.program`, 'false'] as const),
]

/** The settings that keep a repository's configuration from running programs. */
export function hardening(trusted: boolean): readonly Setting[] {
  return trusted ? always : [...always, ...beforeTrust]
}

/** The same for an agent's own git, which may have an editor and a pager. */
export const restriction = beforeTrust

/** The same for what git takes from its settings at their first mention (`core.gitProxy`), which ours never is. */
export function hardeningEnvironment(trusted: boolean): Environment {
  return trusted ? {} : { GIT_PROXY_COMMAND: '' }
}

/**
 * Git's environment: what is allowed of the given one, English messages, no prompts, literal paths. Once a project is
 * trusted its hooks and the person's helpers find what they find in a terminal.
 * The machine's own configuration (`/etc/gitconfig`) stays in force: its administrator wrote it, and identity, proxies
 * and certificates may stand there. `safe.directory` is never set: a foreign repository stays refused.
 */
export function gitEnvironment(
  given: Environment,
  trusted: boolean,
  settings: readonly Setting[],
  extra: Environment = {},
): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && reaches(name, trusted)) environment[name] = value
  }
  // LC_ALL would overrule LC_MESSAGES; as LANG it still chooses the character set.
  if (given['LC_ALL'] !== undefined) environment['LANG'] = given['LC_ALL']
  Object.assign(environment, {
    LC_MESSAGES: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // Where there is a screen, ssh has a window of its own built in.
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_LITERAL_PATHSPECS: '1',
    ...settingsAsEnvironment(settings),
  })
  for (const [name, value] of Object.entries(extra)) {
    if (value !== undefined) environment[name] = value
  }
  return environment
}

/**
 * What an agent's own git gets: no garbage collection, which beside committing worktrees can lose objects.
 * @param restricting before the project is trusted, what keeps its settings from running programs: the agent's program
 *   asks git for the state of the repository before it was told anything.
 */
export function agentGitEnvironment(restricting: readonly Setting[] = []): Record<string, string> {
  return settingsAsEnvironment([['gc.auto', '0'], ['maintenance.auto', 'false'], ...restricting])
}

function settingsAsEnvironment(settings: readonly Setting[]): Record<string, string> {
  const environment: Record<string, string> = { GIT_CONFIG_COUNT: String(settings.length) }
  for (const [index, [name, value]] of settings.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = name
    environment[`GIT_CONFIG_VALUE_${index}`] = value
  }
  return environment
}
