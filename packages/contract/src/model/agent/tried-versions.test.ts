import { expect, it } from 'vitest'
import { triedVersions, versionStanding } from './tried-versions.ts'

it.each([
  [triedVersions.from, 'tried'],
  ['2.1.250', 'tried'],
  ['2.1.197-beta.1', 'tried'],
  ['2.1.196', 'older'],
  ['2.0.999', 'older'],
  ['1.9.0', 'older'],
  [triedVersions.below, 'newer'],
  ['2.10.0', 'newer'],
  ['10.0.0', 'newer'],
  ['two', null],
  ['', null],
])('%s is %s', (version, standing) => expect(versionStanding(version)).toBe(standing))
