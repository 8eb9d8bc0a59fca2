// Every way we know in which a repository's settings, hooks or files can name a program that git runs: how it is set up,
// and what a person would do in a terminal to set it off. For tests only.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  set,
  all,
  attributes,
  remote,
  bareBeside,
  hooksIn,
  included,
  linked,
  deaf,
  diverging,
  type Vector,
  touched,
  fetching,
} from './steps.ts'

export const vectors: readonly Vector[] = [
  { name: 'core.fsmonitor', arrange: set('core.fsmonitor'), fire: touched },
  {
    name: 'core.fsmonitor behind include.path',
    arrange: all(
      included(({ script }) => `[core]\nfsmonitor = ${script}\n`),
      (place) => set('include.path', join(place.directory, 'included'))(place),
    ),
    fire: touched,
  },
  {
    name: 'core.fsmonitor behind includeIf',
    arrange: all(
      included(({ script }) => `[core]\nfsmonitor = ${script}\n`),
      (place) =>
        set(`includeIf.gitdir:${place.root}/.path`, join(place.directory, 'included'))(place),
    ),
    fire: touched,
  },
  {
    name: 'core.fsmonitor in config.worktree',
    arrange: all(set('extensions.worktreeConfig', 'true'), (place) =>
      place.plain(['config', '--worktree', 'core.fsmonitor', place.script]),
    ),
    fire: touched,
  },
  {
    name: 'core.fsmonitor of an embedded bare repository',
    arrange(place) {
      const bare = join(place.root, 'embedded')
      place.plain(['init', '-q', '--bare', bare])
      place.plain(['config', 'core.bare', 'false'], bare)
      place.plain(['config', 'core.worktree', '.'], bare)
      place.plain(['config', 'core.fsmonitor', place.script], bare)
      writeFileSync(join(bare, 'refs', 'keep'), '')
      writeFileSync(join(bare, 'objects', 'keep'), '')
      place.plain(['add', '-f', 'embedded'])
      place.plain(['commit', '-q', '-m', 'embedded'])
    },
    fire: [['status']],
    at: 'embedded',
  },
  {
    name: 'core.hooksPath',
    arrange: all(
      hooksIn(({ directory }) => join(directory, 'hooks')),
      (place) => set('core.hooksPath', join(place.directory, 'hooks'))(place),
    ),
    fire: touched,
  },
  {
    name: 'core.hooksPath in the checkout',
    arrange: all(
      hooksIn(({ root }) => join(root, '.githooks')),
      (place) => void place.commit('hooks'),
      set('core.hooksPath', '.githooks'),
    ),
    fire: touched,
  },
  {
    name: 'hooks',
    arrange: hooksIn(({ root }) => join(root, '.git', 'hooks')),
    fire: touched,
  },
  {
    name: 'core.sshCommand',
    arrange: all(
      (place) => set('core.sshCommand', deaf(place))(place),
      remote(() => 'ssh://nobody@127.0.0.1:9/x'),
    ),
    fire: fetching,
  },
  {
    name: 'core.gitProxy',
    arrange: all(
      set('core.gitProxy'),
      remote(() => 'git://127.0.0.1:9/x'),
    ),
    fire: fetching,
  },
  {
    name: 'core.askPass',
    arrange: set('core.askPass'),
    fire: [['credential', 'fill']],
    stdin: 'protocol=https\nhost=example.test\n\n',
  },
  {
    name: 'core.alternateRefsCommand',
    arrange: all(bareBeside, (place) => {
      const objects = join(place.directory, 'far.git', 'objects')
      writeFileSync(join(place.root, '.git', 'objects', 'info', 'alternates'), `${objects}\n`)
      set('core.alternateRefsCommand', deaf(place))(place)
    }),
    fire: fetching,
  },
  {
    name: 'core.editor',
    arrange: set('core.editor'),
    fire: [['commit', '--amend']],
  },
  {
    name: 'sequence.editor',
    arrange: all((place) => {
      place.write('README.md', 'second\n')
      place.commit('second')
    }, set('sequence.editor')),
    fire: [
      ['stash', '-q'],
      ['rebase', '-i', 'HEAD~1'],
    ],
  },
  { name: 'diff.external', arrange: set('diff.external'), fire: touched },
  {
    name: 'diff.<driver>.command',
    arrange: all(set('diff.evil.command'), attributes('* diff=evil')),
    fire: touched,
  },
  {
    name: 'diff.<driver>.textconv',
    arrange: all(set('diff.evil.textconv'), attributes('* diff=evil')),
    fire: [...touched, ['blame', 'README.md']],
  },
  {
    name: 'filter.<name>.clean',
    arrange: all(set('filter.evil.clean'), attributes('* filter=evil')),
    fire: touched,
  },
  {
    name: 'filter.<name>.smudge',
    arrange: all(set('filter.evil.smudge'), attributes('* filter=evil')),
    fire: [['checkout', '-f', '--', '.']],
  },
  {
    name: 'filter.<name>.process',
    arrange: all(
      set('filter.evil.process'),
      set('filter.evil.required', 'true'),
      attributes('* filter=evil'),
    ),
    fire: touched,
  },
  {
    name: 'filter.<name>.clean behind include.path',
    arrange: all(
      included(({ script }) => `[filter "evil"]\nclean = ${script}\n`),
      (place) => set('include.path', join(place.directory, 'included'))(place),
      attributes('* filter=evil'),
    ),
    fire: touched,
  },
  {
    name: 'a filter of a submodule',
    arrange: linked((place, sub) => {
      place.plain(['config', 'filter.evil.clean', place.script], sub)
      mkdirSync(join(sub, '.git', 'info'), { recursive: true })
      writeFileSync(join(sub, '.git', 'info', 'attributes'), '* filter=evil\n')
    }),
    fire: touched,
  },
  {
    name: 'core.fsmonitor of a submodule',
    arrange: linked((place, sub) => {
      place.plain(['config', 'core.fsmonitor', place.script], sub)
    }),
    fire: touched,
  },
  {
    name: 'a filter of a submodule whose repository lies in this one',
    arrange: linked((place, sub) => {
      place.plain(['config', 'filter.evil.clean', place.script], sub)
      mkdirSync(join(sub, '.git', 'info'), { recursive: true })
      writeFileSync(join(sub, '.git', 'info', 'attributes'), '* filter=evil\n')
      writeFileSync(join(place.root, '.gitmodules'), '[submodule "sub"]\npath = sub\nurl = ./sub\n')
      place.plain(['submodule', 'absorbgitdirs'])
    }),
    fire: touched,
  },
  {
    name: 'merge.<driver>.driver',
    arrange: all(set('merge.evil.driver'), attributes('* merge=evil'), diverging),
    fire: [
      ['stash', '-q'],
      ['merge', 'other'],
    ],
  },
  {
    name: 'credential.helper',
    arrange: set('credential.helper'),
    fire: [['credential', 'fill']],
    stdin: 'protocol=https\nhost=example.test\n\n',
  },
  {
    name: 'credential.<url>.helper',
    arrange: set('credential.https://example.test.helper'),
    fire: [['credential', 'fill']],
    stdin: 'protocol=https\nhost=example.test\n\n',
  },
  {
    name: 'gpg.program',
    arrange: all(set('gpg.program'), set('commit.gpgSign', 'true')),
    fire: [['commit', '-q', '--allow-empty', '-m', 'x']],
  },
  {
    name: 'gpg.ssh.program',
    arrange: all(
      set('gpg.format', 'ssh'),
      set('gpg.ssh.program'),
      set('user.signingKey', 'key::ssh-ed25519 AAAA'),
      set('commit.gpgSign', 'true'),
    ),
    fire: [['commit', '-q', '--allow-empty', '-m', 'x']],
  },
  {
    name: 'remote.<name>.uploadpack',
    arrange: all(bareBeside, (place) => set('remote.origin.uploadpack', deaf(place))(place)),
    fire: fetching,
  },
  {
    name: 'remote.<name>.receivepack',
    arrange: all(bareBeside, (place) => set('remote.origin.receivepack', deaf(place))(place)),
    fire: [['push', 'origin', 'HEAD:refs/heads/pushed']],
  },
  {
    name: 'a remote that is a program',
    arrange: all(
      set('protocol.ext.allow', 'always'),
      remote((place) => `ext::${deaf(place)} %S`),
    ),
    fire: fetching,
  },
  {
    name: 'a remote that becomes a program',
    arrange: all(
      set('protocol.ext.allow', 'always'),
      (place) => set(`url.ext::${deaf(place)} .insteadOf`, 'https://')(place),
      remote(() => 'https://example.test/x'),
    ),
    fire: fetching,
  },
  {
    name: 'an alias',
    arrange: (place) => set('alias.evil', `!${place.script}`)(place),
    fire: [['evil']],
  },
  {
    name: 'submodule.<name>.update',
    arrange: all(
      linked((place) => {
        writeFileSync(
          join(place.root, '.gitmodules'),
          '[submodule "sub"]\npath = sub\nurl = ./sub\n',
        )
        place.plain(['submodule', 'init'])
        place.plain(['commit', '-q', '--allow-empty', '-m', 'y'], join(place.root, 'sub'))
      }),
      (place) => set('submodule.sub.update', `!${place.script}`)(place),
    ),
    fire: [['submodule', 'update']],
  },
  {
    name: 'interactive.diffFilter',
    arrange: set('interactive.diffFilter'),
    fire: [['-c', 'color.ui=always', 'add', '-p']],
    stdin: 'q\n',
  },
  {
    name: 'trailer.<name>.command',
    arrange: all(set('trailer.evil.command'), set('trailer.evil.ifexists', 'add')),
    fire: [['interpret-trailers', '--trailer', 'evil']],
    stdin: 'subject\n',
  },
  {
    name: 'difftool.<tool>.cmd',
    arrange: (place) => set('difftool.evil.cmd', place.script)(place),
    fire: [['difftool', '-y', '-t', 'evil']],
  },
]
