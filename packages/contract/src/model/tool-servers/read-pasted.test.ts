// What people paste: configurations of clients, single servers, files of the registry; and what is wrong with them, by place.
import { expect, it } from 'vitest'
import { readPasted } from './read-pasted.ts'

const read = (value: unknown) => {
  const found = readPasted(typeof value === 'string' ? value : JSON.stringify(value, null, 2))
  if (found.kind === 'faulty') throw new Error(JSON.stringify(found.faults))
  return found.drafts
}
const faults = (text: string) => {
  const found = readPasted(text)
  return found.kind === 'faulty'
    ? found.faults.map(({ line, column, path, code, said }) => [line, column, path, code, said])
    : []
}

it('reads a client’s configuration, one server or several', () => {
  const stdio = { command: 'node', args: ['server.js', 7], env: { KEY: 'k', PORT: 1 } }
  const http = { type: 'streamable-http', url: 'https://x.test/mcp', headers: { A: 'b' } }
  const drafts = read({ mcpServers: { one: stdio, two: { ...http, timeout: 5000 } } })
  expect(drafts).toEqual([
    {
      name: 'one',
      transport: {
        type: 'stdio',
        command: 'node',
        args: ['server.js', '7'],
        values: { KEY: 'k', PORT: '1' },
        inCheckout: false,
      },
      timeoutMs: null,
      missing: [],
      places: [],
    },
    {
      name: 'two',
      transport: { type: 'http', url: 'https://x.test/mcp', values: { A: 'b' } },
      timeoutMs: 5000,
      missing: [],
      places: [],
    },
  ])
  expect(read({ one: stdio })).toEqual(drafts.slice(0, 1))
  expect(read({ servers: { one: stdio } })).toEqual(drafts.slice(0, 1))
  expect(read({ name: 'one', ...stdio })).toEqual(drafts.slice(0, 1))
  expect(read(stdio)[0]?.name).toBe('')
  expect(read({ url: 'https://x.test', type: 'sse' })[0]?.transport.type).toBe('sse')
  expect(read({ command: 'x', env: { KEY: '' } })[0]?.missing).toEqual(['KEY'])
  // Where it works is chosen by a person, and by no file that they were given.
  expect(read({ command: 'x', inCheckout: true, cwd: '.' })[0]?.transport).toMatchObject({
    inCheckout: false,
  })
})

it('reads the registry’s file: remotes, and packages as their own tools run them', () => {
  const variable = { name: 'API_KEY', isRequired: true, isSecret: true }
  const drafts = read({
    $schema: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json',
    name: 'io.github.user/weather.now',
    description: 'Weather',
    version: '1.0.2',
    remotes: [
      {
        type: 'streamable-http',
        url: 'https://w.test/mcp',
        headers: [
          { name: 'X-Key', isRequired: true },
          { name: 'X-Region', default: 'eu' },
          { name: 'X-May' },
        ],
      },
    ],
    packages: [
      {
        registryType: 'npm',
        identifier: '@user/weather',
        version: '1.0.2',
        transport: { type: 'stdio' },
        environmentVariables: [variable],
        packageArguments: [
          { type: 'positional', valueHint: 'city', isRequired: true },
          { type: 'named', name: '--units', default: 'metric' },
          { type: 'named', name: '--may' },
        ],
      },
      { registryType: 'pypi', identifier: 'weather', version: '2', transport: { type: 'stdio' } },
      { registryType: 'oci', identifier: 'docker.io/user/w:1', environmentVariables: [variable] },
      {
        registryType: 'nuget',
        identifier: 'W',
        packageArguments: [{ type: 'positional', value: 'go' }],
      },
    ],
  })
  expect(drafts.map(({ name, missing }) => [name, missing])).toEqual([
    ['weather-now', ['X-Key']],
    ['weather-now', ['API_KEY']],
    ['weather-now', []],
    ['weather-now', ['API_KEY']],
    ['weather-now', []],
  ])
  expect(drafts[0]?.transport).toEqual({
    type: 'http',
    url: 'https://w.test/mcp',
    values: { 'X-Key': '', 'X-Region': 'eu' },
  })
  const commands = drafts.flatMap(({ transport }) =>
    transport.type === 'stdio' ? [[transport.command, ...transport.args].join(' ')] : [],
  )
  expect(commands).toEqual([
    'npx -y @user/weather@1.0.2 {city} --units metric',
    'uvx weather==2',
    'docker run -i --rm -e API_KEY docker.io/user/w:1',
    'dnx W --yes -- go',
  ])
})

const listed = (more: object) => ({ name: 'io.github.user/w', version: '1', ...more })

it('leaves what a template leaves open in its braces, wherever it stands, and fills in what is known', () => {
  const secret = { isRequired: true, isSecret: true }
  const region = { choices: ['eu', 'us'] }
  const drafts = read(
    listed({
      remotes: [
        {
          type: 'sse',
          url: 'https://{tenant}.x.test:{port}/{region}/{version}/{only}',
          variables: {
            tenant: { isRequired: true },
            port: {},
            region,
            version: { default: 'v2' },
            only: { choices: ['mcp'] },
          },
          headers: [
            { name: 'Authorization', value: 'Bearer {api-key}', variables: { 'api-key': secret } },
            { name: 'X-Key', ...secret },
            { name: 'X-Region', isRequired: true, ...region },
            { name: 'X-Undeclared', value: '{some_key}' },
          ],
        },
        { type: 'streamable-http', url: '{base}/mcp' },
      ],
      packages: [
        {
          registryType: 'npm',
          identifier: 'w',
          runtimeArguments: [
            { type: 'named', name: '-v', value: '{path}:/data', variables: { path: {} } },
          ],
          packageArguments: [
            { type: 'positional', valueHint: 'city name', isRequired: true },
            { type: 'named', name: '--region', isRequired: true, ...region },
            { type: 'positional', value: '${HOME}/{{.Name}}/{"a":1}' },
          ],
          environmentVariables: [
            { name: 'URL', value: 'pg://{user}@db', variables: { user: { value: 'me' } } },
          ],
        },
      ],
    }),
  )
  expect(drafts.map(({ transport, missing, places }) => ({ transport, missing, places }))).toEqual([
    {
      transport: {
        type: 'sse',
        url: 'https://{tenant}.x.test:{port}/{region:eu|us}/v2/mcp',
        values: {
          Authorization: 'Bearer {api-key}',
          'X-Key': '',
          'X-Region': '{X-Region:eu|us}',
          'X-Undeclared': '{some_key}',
        },
      },
      missing: ['X-Key'],
      places: [
        '{tenant}',
        '{port}',
        '{region:eu|us}',
        '{api-key}',
        '{X-Region:eu|us}',
        '{some_key}',
      ],
    },
    {
      transport: { type: 'http', url: '{base}/mcp', values: {} },
      missing: [],
      places: ['{base}'],
    },
    {
      transport: {
        type: 'stdio',
        command: 'npx',
        args: [
          '-y',
          '-v',
          '{path}:/data',
          'w',
          '{city_name}',
          '--region',
          '{region:eu|us}',
          '${HOME}/{{.Name}}/{"a":1}',
        ],
        values: { URL: 'pg://me@db' },
        inCheckout: false,
      },
      missing: [],
      places: ['{path}', '{city_name}', '{region:eu|us}'],
    },
  ])
})

it('tells by name what could not be read, next to what was', () => {
  const text = JSON.stringify(
    listed({
      remotes: [
        { type: 'pigeon', url: 'https://x.test' },
        { type: 'sse', url: 'https://' },
      ],
      packages: [
        { registryType: 'npm', identifier: 'w' },
        { registryType: 'mcpb', identifier: 'https://x.test/w.mcpb' },
      ],
    }),
  )
  const found = readPasted(text)
  expect(found.kind === 'read' && found.drafts.map(({ transport }) => transport.type)).toEqual([
    'stdio',
  ])
  expect(found.faults.map(({ path, code, said }) => [path, code, said])).toEqual([
    ['remotes[0]', 'package', 'pigeon https://x.test'],
    ['remotes[1]', 'package', 'sse https://'],
    ['packages[1]', 'package', 'mcpb https://x.test/w.mcpb'],
  ])
})

it.each([
  ['{"mcpServers": {"a": {"command": "x",}}}', [[1, 38, '', 'syntax', '}}}']]],
  ['{\n "a": {"command": "x"},\n "a": {"command": "y"}\n}', [[3, 2, '', 'twice', 'a']]],
  ['[]', [[1, 1, '', 'type', 'object']]],
  ['{"theme": "dark"}', [[1, 1, '', 'nothing', '']]],
  ['{"mcpServers": {}}', [[1, 16, 'mcpServers', 'nothing', '']]],
  [
    '{"mcpServers": {"--scope": {"command": "x"}}}',
    [[1, 17, 'mcpServers.--scope', 'name', '--scope']],
  ],
  ['{"mcpServers": {"../x": {"command": "x"}}}', [[1, 17, 'mcpServers.../x', 'name', '../x']]],
  [
    '{"mcpServers": {"__proto__": {"command": "x"}}}',
    [[1, 17, 'mcpServers.__proto__', 'name', '__proto__']],
  ],
  ['{"mcpServers": {"a": {}}}', [[1, 22, 'mcpServers.a', 'transport', '']]],
  ['{"a": {"command": "x", "type": "pigeon"}}', [[1, 32, 'a.type', 'transport', 'pigeon']]],
  ['{"a": {"command": 7}}', [[1, 19, 'a.command', 'type', 'string']]],
  ['{"a": {"url": "ftp://x"}}', [[1, 15, 'a.url', 'value', '']]],
  ['{"a": {"command": "x", "env": {"A-B": "x"}}}', [[1, 32, 'a.env.A-B', 'value', 'A-B']]],
  [
    '{"a": {"url": "https://x.test", "headers": {"A": "x\\ny"}}}',
    [[1, 50, 'a.headers.A', 'value', '']],
  ],
  [
    '{"name": "a/b", "packages": [{"registryType": "mcpb", "identifier": "x"}]}',
    [[1, 30, 'packages[0]', 'package', 'mcpb x']],
  ],
])('says what is wrong with %s', (text, told) => {
  expect(faults(text)).toEqual(told)
})
