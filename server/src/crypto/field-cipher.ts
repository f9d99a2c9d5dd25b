import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import type { NamedSecret } from '../config.ts'

const SUITE = 'v1' // AES-256-GCM; 's1' is reserved for SM4-CBC with HMAC-SM3, encrypt-then-MAC
const IV_BYTES = 12
const IVS_AT_ONCE = 512
const TAG_BYTES = 16

/** Table and column of whatever is sealed: what was sealed under one name opens under no other. */
export type SealedColumn =
  | 'account|phone'
  | 'application|contact_name'
  | 'application|contact_phone'
  | 'contact_record|spoke_with'
  | 'demonstration_account|phone'
  | 'draft|form'
  | 'enterprise_contact|phone'
  | 'invitation|phone'
  | 'list_exchange_row|cells'
  | 'meeting_result|secretary_name'
  | 'message|params'
  | 'message|phone'
  | 'organisation|secretary_name'
  | 'outreach_contact|spoke_with'
  | 'registry_rejected_row|sealed'
  | 'reply|secretary_name'
  | 'sign_in_request|phone'
  | 'simulator_message|phone'
  | 'simulator_message|text'

/** What a blind index finds: equal values of two purposes have nothing in common. */
export type IndexPurpose =
  | 'account'
  | 'address'
  | 'invitation code'
  | 'message reply'
  | 'officer'
  | 'phone'
  | 'refresh token'
  | 'refresh token successor'
  | 'sign-in code'

/** Encrypts short personal data and makes it findable again by a keyed blind index. */
export type FieldCipher = {
  /** Returns `suite.kid.iv.ciphertext.tag` (base64url). `column` is authenticated. */
  seal(column: SealedColumn, plain: string): string
  /** @throws Error when the value was altered, moved to another column, or its key is gone. */
  open(column: SealedColumn, sealed: string): string
  /** The same for bytes: `suite.kid.` in ASCII, then iv, ciphertext and tag. `context` names table, column and row. */
  sealBytes(context: string, plain: Uint8Array): Buffer
  /** @throws Error as `open` does */
  openBytes(context: string, sealed: Uint8Array): Buffer
  /** 32 bytes: HMAC-SHA256 under the index key, separated by purpose. Equal values, equal index. */
  index(purpose: IndexPurpose, value: string): Buffer
  /** What `cipherOf` makes the same cipher from in another thread. */
  readonly keys: CipherKeys
}

/** Key objects: they cross threads, and show their bytes to nobody who prints them. The first field key seals. */
export type CipherKeys = {
  readonly field: readonly { readonly kid: string; readonly key: KeyObject }[]
  readonly index: KeyObject
}

export function createFieldCipher(keys: readonly NamedSecret[], indexKey: Buffer): FieldCipher {
  return cipherOf({
    field: keys.map(({ kid, secret }) => ({ kid, key: createSecretKey(derive(secret, 'field')) })),
    index: createSecretKey(indexKey),
  })
}

export function cipherOf(keys: CipherKeys): FieldCipher {
  const [current] = keys.field
  if (!current) throw new Error('a field cipher needs at least one key')
  // Key objects: made from bytes at every call, a key costs four times what it protects.
  const byId = new Map(keys.field.map(({ kid, key }) => [kid, key]))
  const currentKey = current.key
  const keyedHash = createKeyedHash(keys.index.export())
  let ivs = Buffer.alloc(0)
  // Drawn a few hundred at a time: one draw costs as much as the sealing itself.
  function nextIv(): Buffer {
    if (ivs.length === 0) ivs = randomBytes(IV_BYTES * IVS_AT_ONCE)
    const iv = ivs.subarray(0, IV_BYTES)
    ivs = ivs.subarray(IV_BYTES)
    return iv
  }
  const contexts = new Map<string, Buffer>()
  function authenticated(context: string): Buffer {
    const known = contexts.get(context) ?? Buffer.from(`${context}|${current?.kid}`)
    contexts.set(context, known)
    return known
  }
  return {
    keys,
    seal(column, plain) {
      const iv = nextIv()
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv)
      cipher.setAAD(authenticated(column))
      const text = cipher.update(plain, 'utf8', 'base64url') + cipher.final('base64url')
      return `${SUITE}.${current.kid}.${iv.toString('base64url')}.${text}.${cipher.getAuthTag().toString('base64url')}`
    },
    open(column, sealed) {
      const [suite, kid, iv, text, tag] = sealed.split('.')
      const key = byId.get(kid ?? '')
      if (suite !== SUITE || !key || iv === undefined || text === undefined || tag === undefined) {
        throw new Error(`cannot open a field of suite ${suite}, key ${kid}`)
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(`${column}|${kid}`))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
    },
    sealBytes(context, plain) {
      const iv = nextIv()
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv)
      cipher.setAAD(Buffer.from(`${context}|${current.kid}`))
      const text = [cipher.update(plain), cipher.final()]
      return Buffer.concat([Buffer.from(`${SUITE}.${current.kid}.`), iv, ...text, cipher.getAuthTag()])
    },
    openBytes(context, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const end = bytes.indexOf('.', SUITE.length + 1)
      const [suite, kid] = bytes.toString('latin1', 0, Math.max(end, 0)).split('.')
      const key = byId.get(kid ?? '')
      if (suite !== SUITE || !key || bytes.length < end + 1 + IV_BYTES + TAG_BYTES) {
        throw new Error(`cannot open bytes of suite ${suite}, key ${kid}`)
      }
      const start = end + 1 + IV_BYTES
      const stop = bytes.length - TAG_BYTES
      const iv = bytes.subarray(end + 1, start)
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(`${context}|${kid}`))
      decipher.setAuthTag(bytes.subarray(stop))
      return Buffer.concat([decipher.update(bytes.subarray(start, stop)), decipher.final()])
    },
    index(purpose, value) {
      return keyedHash(`${purpose}|${value}`)
    },
  }
}

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32

/** HMAC-SHA256 (RFC 2104) of two plain hashes: an Hmac object for each short value costs twice as much. */
function createKeyedHash(key: Buffer): (text: string) => Buffer {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key)
  const inner = Buffer.from(block.map((byte) => byte ^ 0x36))
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)
  outer.set(block.map((byte) => byte ^ 0x5c))
  // As text of one byte a character: a buffer of its own costs more than the hash that it holds.
  return (text) => {
    outer.write(
      hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'binary'),
      BLOCK_BYTES,
      DIGEST_BYTES,
      'latin1',
    )
    return Buffer.from(hash('sha256', outer, 'binary'), 'latin1')
  }
}

/** One secret serves several purposes only through separate derived keys. */
export function derive(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`yijian|${purpose}`).digest()
}
