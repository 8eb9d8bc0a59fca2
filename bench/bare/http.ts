// The least that answers 200: what a start, and a file over HTTP, cost anyway. Arguments: port, and a file to serve.
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'

const [port, file] = process.argv.slice(2)

createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  if (file === undefined) response.end('{}')
  else createReadStream(file).pipe(response)
}).listen(Number(port), '127.0.0.1')
