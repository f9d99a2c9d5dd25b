import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'

/** Settings of a demonstration with secrets of its own. */
export function testConfig(): Config {
  const secret = () => [{ kid: 'k1', secret: randomBytes(32) }]
  return {
    production: false,
    role: 'all',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'https://yijian.example.cn',
    proxyHops: 0,
    dataDir: '',
    databaseUrl: undefined,
    migrationDatabaseUrl: undefined,
    secrets: { jwt: secret(), field: secret(), ledger: secret(), index: randomBytes(32) },
    gateway: 'simulator',
    smsCallback: undefined,
    demonstration: true,
    logLevel: 'info',
  }
}
