import { expect, it } from 'vitest'
import { settingsThatRun } from './git-settings.ts'

const told = (key: string, value: string | null) =>
  settingsThatRun([{ origin: '/r/.git/config', key, value }], '/r', (path) => path).length > 0

it.each([
  ['core.fsmonitor', 'true', false],
  ['core.fsmonitor', null, false],
  ['core.fsmonitor', './x', true],
  ['core.hookspath', '.husky', true],
  ['core.bare', 'false', false],
  ['pager.log', 'false', false],
  ['pager.log', 'less', true],
  ['alias.st', 'status', false],
  ['alias.st', '!rm', true],
  ['filter.A.b.clean', 'x', true],
  ['filter.a.required', 'true', false],
  ['diff.a.textconv', 'x', true],
  ['diff.algorithm', 'patience', false],
  ['merge.a.driver', 'x', true],
  ['merge.conflictstyle', 'zdiff3', false],
  ['credential.https://a.test.helper', 'x', true],
  ['credential.username', 'x', false],
  ['gpg.program', 'x', true],
  ['remote.origin.uploadpack', 'x', true],
  ['remote.origin.fetch', '+refs/*', false],
  ['remote.origin.url', 'https://a.test/x', false],
  ['remote.origin.url', 'git@a.test:x', false],
  ['remote.origin.url', '../far', false],
  ['remote.origin.url', '/far', false],
  ['remote.origin.url', 'ext::x', true],
  ['remote.origin.url', './inside', true],
  ['remote.origin.url', '/r/inside', true],
  ['remote.origin.url', 'file:///r/inside', true],
  ['submodule.a.update', 'rebase', false],
  ['submodule.a.update', '!x', true],
  ['include.path', '../x', true],
  ['http.sslverify', 'false', true],
  ['http.postbuffer', '1', false],
  ['lfs.customtransfer.x.path', 'x', true],
  ['lfs.repositoryformatversion', '0', false],
])('%s = %j runs something: %s', (key, value, runs) => {
  expect(told(key, value)).toBe(runs)
})
