import { expect, it } from 'vitest'
import { parseAddress, placeOf } from './place.ts'

const known = { name: 'origin', enterprise: ['code.acme.example'], base: 'main', head: 'fix/a b' }
const place = (...urls: string[]) => placeOf({ ...known, urls })

it.each([
  'https://github.com/acme/lamps',
  'https://github.com/acme/lamps.git',
  'https://github.com/acme/lamps/',
  'https://GitHub.com/acme/lamps.git',
  'https://www.github.com/acme/lamps',
  'http://github.com/acme/lamps.git',
  'https://ada:ghp_secret@github.com/acme/lamps.git',
  'https://ghp_secret@github.com/acme/lamps.git',
  'git@github.com:acme/lamps.git',
  'git@github.com:/acme/lamps.git',
  'github.com:acme/lamps',
  'ssh://git@github.com/acme/lamps.git',
  'ssh://git@github.com:22/acme/lamps.git',
  'ssh://git@ssh.github.com:443/acme/lamps.git',
  'git+ssh://git@github.com/acme/lamps.git',
  'git://github.com/acme/lamps.git',
  ' git@github.com:acme/lamps.git\n',
])('%j is acme/lamps at github.com', (url) => {
  const found = place(url)
  expect(found).toMatchObject({ host: 'github.com', service: 'github', repository: 'acme/lamps' })
  expect(found?.comparePage).toMatch(
    /^https?:\/\/github\.com\/acme\/lamps\/compare\/main\.\.\.fix\/a%20b\?expand=1$/,
  )
  expect(JSON.stringify(found)).not.toMatch(/secret|ada:|git@/)
})

it.each([
  ['https://code.acme.example:8443/a/b.git', 'github', 'https://code.acme.example:8443/a/b'],
  ['git@code.acme.example:a/b.git', 'github', 'https://code.acme.example/a/b'],
  ['https://acme.ghe.com/a/b', 'github', 'https://acme.ghe.com/a/b'],
  ['https://github.acme.example/a/b', 'github', 'https://github.acme.example/a/b'],
  ['git@gitlab.com:g/sub/b.git', 'gitlab', 'https://gitlab.com/g/sub/b'],
  ['ssh://git@altssh.gitlab.com:443/g/b.git', 'gitlab', 'https://gitlab.com/g/b'],
  ['ssh://git@gitlab.acme.example:2222/g/b.git', 'gitlab', 'https://gitlab.acme.example/g/b'],
  ['http://gitlab.lan:8080/g/b.git', 'gitlab', 'http://gitlab.lan:8080/g/b'],
  ['https://ada@bitbucket.org/acme/b.git', 'bitbucket', 'https://bitbucket.org/acme/b'],
  [
    'https://bitbucket.acme.example/scm/LMP/b.git',
    'bitbucket',
    'https://bitbucket.acme.example/projects/LMP/repos/b',
  ],
  ['https://codeberg.org/a/b.git', 'gitea', 'https://codeberg.org/a/b'],
  ['https://gitea.acme.example/a/b', 'gitea', 'https://gitea.acme.example/a/b'],
  [
    'https://acme@dev.azure.com/acme/My%20Project/_git/b',
    'azure',
    'https://dev.azure.com/acme/My%20Project/_git/b',
  ],
  ['git@ssh.dev.azure.com:v3/acme/shop/b', 'azure', 'https://dev.azure.com/acme/shop/_git/b'],
  ['https://acme.visualstudio.com/shop/_git/b', 'azure', 'https://dev.azure.com/acme/shop/_git/b'],
  [
    'acme@vs-ssh.visualstudio.com:v3/acme/shop/b',
    'azure',
    'https://dev.azure.com/acme/shop/_git/b',
  ],
  ['https://git.sr.ht/~ada/b', 'other', 'https://git.sr.ht/~ada/b'],
  ['ssh://git@notgithub.com/a/b', 'other', 'https://notgithub.com/a/b'],
])('%s is of %s, and its page is %s', (url, service, page) => {
  expect(place(url)).toMatchObject({ service, page })
})

it.each([
  [
    'git@gitlab.com:g/b.git',
    'https://gitlab.com/g/b/-/merge_requests/new?merge_request%5Bsource_branch%5D=fix%2Fa+b&merge_request%5Btarget_branch%5D=main',
  ],
  [
    'https://bitbucket.org/acme/b',
    'https://bitbucket.org/acme/b/pull-requests/new?source=fix%2Fa+b&dest=main',
  ],
  [
    'https://bitbucket.x.example/scm/L/b',
    'https://bitbucket.x.example/projects/L/repos/b/pull-requests?create&sourceBranch=refs%2Fheads%2Ffix%2Fa+b',
  ],
  ['https://codeberg.org/a/b', 'https://codeberg.org/a/b/compare/main...fix/a%20b'],
  [
    'git@ssh.dev.azure.com:v3/acme/shop/b',
    'https://dev.azure.com/acme/shop/_git/b/pullrequestcreate?sourceRef=fix%2Fa+b&targetRef=main',
  ],
  ['https://git.sr.ht/~ada/b', null],
])('of %s a pull request is opened at %s', (url, comparePage) => {
  expect(place(url)?.comparePage).toBe(comparePage)
})

it.each([
  '',
  '/srv/git/lamps.git',
  '../lamps',
  './a:b/c',
  'C:\\work\\lamps',
  'C:/work/lamps',
  'file:///srv/git/lamps.git',
  'ext::sh -c evil',
  'https://',
  'https://github.com/',
])('%j leads to no host', (url) => {
  expect(parseAddress(url)).toBeNull()
})

it('takes the address that tells the service, where a remote has several', () => {
  expect(place('/srv/git/lamps.git', 'git@github.com:acme/lamps.git')?.host).toBe('github.com')
  expect(place('https://mirror.acme.example/x', 'https://github.com/a/b')?.host).toBe('github.com')
  expect(place('/srv/git/lamps.git')).toBeNull()
})
