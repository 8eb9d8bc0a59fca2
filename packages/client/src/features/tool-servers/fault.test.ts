// Which sentence stands beside what the agent's program says of a server that failed.
import { expect, it } from 'vitest'
import { serverFault } from './fault.ts'

it.each([
  ['MCP error -32000: Connection closed', 'ended'],
  ['MCP error -32000: There is no such program.', 'program'],
  ['MCP error -32000: The folder that it works in is gone.', 'folder'],
  ['MCP error -32001: Request timed out', 'time'],
  ['MCP server "x" connection timed out after 30000ms', 'time'],
  ['MCP error -32601: Method not found', 'other'],
  ['MCP error -32602: Invalid params', 'given'],
  ['MCP error -32700: Parse error', 'words'],
  ['Unexpected token \'H\', "Hello" is not valid JSON', 'words'],
  ['MCP error -32603: Internal error', 'own'],
  ['MCP error -32042: Nothing today', 'own'],
  ['Streamable HTTP error: Error POSTing to endpoint (HTTP 404): Not found', 'place'],
  ['SSE error: Non-200 status code (405)', 'place'],
  ['Error POSTing to endpoint (HTTP 403)', 'denied'],
  ['HTTP 500', 'own'],
  ['HTTP 404: {"error":{"code":-32001,"message":"Session not found"}}', 'place'],
  ['HTTP 401: {"error":{"code":-32001,"message":"Unauthorized"}}', 'denied'],
  ['HTTP 503: {"error":{"code":-32000,"message":"timed out"}}', 'own'],
  ['HTTP 400: {"error":{"code":-32000,"message":"No session"}}', 'own'],
  ['connect ECONNREFUSED 127.0.0.1:9', 'away'],
  ['Unable to connect. Is the computer able to access the url?', 'away'],
  ['Something else', null],
])('%s: %s', (error, fault) => {
  expect(serverFault(error)).toBe(fault)
})
