import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { join, resolve } from 'node:path'

/** A secret with the id under which ciphertexts, tokens and ledger rows name it. */
export type NamedSecret = { readonly kid: string; readonly secret: Buffer }

export type Secrets = {
  /** The first signs; all verify. */
  readonly jwt: readonly NamedSecret[]
  /** The first encrypts; all decrypt. */
  readonly field: readonly NamedSecret[]
  /** Keys the blind index and the digests of one-time codes; it does not rotate without a re-index. */
  readonly index: Buffer
  /** The first signs new ledger rows; all verify. */
  readonly ledger: readonly NamedSecret[]
}

export type SmsCallback = {
  /** Part of the address that is given to the gateway alone. */
  readonly key: string
  /** Addresses and networks it calls from; undefined: any. */
  readonly from: BlockList | undefined
}

export type Config = {
  readonly production: boolean
  readonly role: 'all' | 'api' | 'worker'
  readonly host: string
  readonly port: number
  /** Address that messages name; fixed, because gateways forbid links in variables. */
  readonly publicUrl: string
  /** Number of reverse proxies in front, whose X-Forwarded-For is believed. */
  readonly proxyHops: number
  readonly dataDir: string
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly migrationDatabaseUrl: string | undefined
  readonly secrets: Secrets
  readonly gateway: 'simulator' | 'none'
  /** Undefined: no gateway may tell anything. */
  readonly smsCallback: SmsCallback | undefined
  readonly demonstration: boolean
  readonly logLevel: string
}

/** Thrown for a setting that a person has to mend; the message says how. */
export class ConfigError extends Error {}

const MIN_SECRET_BYTES = 32

/** Reads the environment. The only file that does. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const production = env.NODE_ENV === 'production'
  // A folder that somebody names is meant from where they stand; the usual one belongs to the project.
  const dataDir = env.DATA_DIR
    ? resolve(env.INIT_CWD ?? process.cwd(), env.DATA_DIR)
    : join(import.meta.dirname, '../../.data')
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ConfigError(`PORT must be a number from 0 to 65535, not "${env.PORT}".`)
  }
  const role = env.ROLE ?? 'all'
  if (role !== 'all' && role !== 'api' && role !== 'worker') {
    throw new ConfigError(`ROLE must be all, api or worker, not "${role}".`)
  }
  const gateway = env.SMS_GATEWAY ?? (production ? 'none' : 'simulator')
  if (gateway !== 'none' && gateway !== 'simulator') {
    throw new ConfigError(`SMS_GATEWAY must be none or simulator, not "${gateway}".`)
  }
  if (production && gateway === 'simulator') {
    throw new ConfigError('SMS_GATEWAY=simulator is for demonstrations; it is refused with NODE_ENV=production.')
  }
  return {
    production,
    role,
    host: env.HOST ?? '0.0.0.0',
    port,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
    proxyHops: Number(env.PROXY_HOPS ?? 0),
    dataDir,
    databaseUrl: env.DATABASE_URL,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL,
    secrets: production ? secretsFromEnvironment(env) : localSecrets(dataDir, env),
    gateway,
    smsCallback: smsCallbackOf(env, production),
    demonstration: !production,
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}

const MIN_KEY = 32

/** 依据: TRUST T8 (a secret address, and from the gateway's own network) */
function smsCallbackOf(
  { SMS_CALLBACK_KEY: key, SMS_CALLBACK_FROM: from }: NodeJS.ProcessEnv,
  production: boolean,
): SmsCallback | undefined {
  if (!key) return undefined
  if (!/^[\w-]+$/.test(key) || key.length < MIN_KEY || new Set(key).size < 12) {
    throw new ConfigError(
      `SMS_CALLBACK_KEY must be at least ${MIN_KEY} random letters and digits, for example $(openssl rand -hex 24).`,
    )
  }
  if (!from) {
    if (production)
      throw new ConfigError('SMS_CALLBACK_FROM is missing. Name the addresses or networks that the gateway calls from.')
    return { key, from: undefined }
  }
  const list = new BlockList()
  for (const one of from.split(',')) {
    const [address = '', length] = one.trim().split('/')
    const family = isIP(address)
    const bits = length === undefined ? undefined : Number(length)
    const most = family === 6 ? 128 : 32
    if (family === 0 || (bits !== undefined && !(Number.isInteger(bits) && bits > 0 && bits <= most)))
      throw new ConfigError(`SMS_CALLBACK_FROM must be addresses or networks such as 203.0.113.0/24, not "${one}".`)
    const type = family === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, bits, type)
  }
  return { key, from: list }
}

function secretsFromEnvironment(env: NodeJS.ProcessEnv): Secrets {
  const index = named('INDEX_SECRET', env.INDEX_SECRET)[0]
  if (!index) throw new ConfigError('INDEX_SECRET is missing.')
  return {
    jwt: named('JWT_SECRETS', env.JWT_SECRETS),
    field: named('FIELD_SECRETS', env.FIELD_SECRETS),
    ledger: named('LEDGER_SECRETS', env.LEDGER_SECRETS),
    index: index.secret,
  }
}

/** Outside production the secrets are made once and kept beside the data, so that no default exists in the code. */
function localSecrets(dataDir: string, env: NodeJS.ProcessEnv): Secrets {
  if (env.JWT_SECRETS || env.FIELD_SECRETS || env.LEDGER_SECRETS || env.INDEX_SECRET) return secretsFromEnvironment(env)
  const file = join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    makeFolder(dataDir)
    const make = () => `k1:${randomBytes(MIN_SECRET_BYTES).toString('base64')}`
    const made = { JWT_SECRETS: make(), FIELD_SECRETS: make(), LEDGER_SECRETS: make(), INDEX_SECRET: make() }
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  }
  return secretsFromEnvironment(JSON.parse(readFileSync(file, 'utf8')))
}

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch {
    throw new ConfigError(`The folder ${dataDir} cannot be made. Set DATA_DIR to a folder that can be written to.`)
  }
}

/** `kid:base64[,kid:base64]`, the newest first. */
function named(name: string, value: string | undefined): NamedSecret[] {
  const how = `Set ${name} to "<id>:<base64 of at least ${MIN_SECRET_BYTES} random bytes>", for example k1:$(openssl rand -base64 32).`
  if (!value) throw new ConfigError(`${name} is missing. ${how}`)
  return value.split(',').map((entry) => {
    const [kid, encoded] = entry.trim().split(':')
    const secret = Buffer.from(encoded ?? '', 'base64')
    if (!kid || !/^[\w-]{1,16}$/.test(kid) || secret.length < MIN_SECRET_BYTES || new Set(secret).size < 12) {
      throw new ConfigError(`${name} holds a weak or malformed secret. ${how}`)
    }
    return { kid, secret }
  })
}
