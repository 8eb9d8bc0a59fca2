// Archives for tests, byte by byte: as no honest packer would make them.
import { gzipSync, crc32, deflateRawSync } from 'node:zlib'
import { Header } from 'tar'

export interface MadeEntry {
  name: string
  text?: string | Buffer
  /** Unix mode with its type bits. */
  mode?: number
  /** Of a tar. */
  type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice' | 'FIFO' | 'SolarisACL'
  linkpath?: string
  /** Of a zip: the size that it claims. */
  claims?: number
}

export function madeZip(entries: readonly MadeEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, text = '', mode = 0o100644, claims } of entries) {
    const plain = Buffer.from(text)
    const packed = deflateRawSync(plain)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.byteLength, 14)
    common.writeUInt32LE(claims ?? plain.byteLength, 18)
    common.writeUInt16LE(title.byteLength, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, packed])
    const central = Buffer.alloc(14)
    central.writeUInt32LE(mode * 0x10000, 6)
    central.writeUInt32LE(at, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u001e\u0003'), common, central, title]),
    )
    parts.push(local)
    at += local.byteLength
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(listing.byteLength, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, listing, Buffer.from('PK\u0005\u0006'), end])
}

export function madeTar(entries: readonly MadeEntry[]): Buffer {
  const parts = entries.flatMap(
    ({ name, text = '', mode = 0o644, type = 'File', linkpath = '' }) => {
      const bytes = Buffer.from(text)
      const block = Buffer.alloc(512)
      new Header({ path: name, mode: mode & 0o777, size: bytes.byteLength, type, linkpath }).encode(
        block,
      )
      return [block, bytes, Buffer.alloc((512 - (bytes.byteLength % 512)) % 512)]
    },
  )
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

export function madeTarGz(entries: readonly MadeEntry[]): Buffer {
  return gzipSync(madeTar(entries))
}
