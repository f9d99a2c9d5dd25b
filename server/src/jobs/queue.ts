import { PgBoss } from 'pg-boss'

export const jobSchema = 'pgboss'

/** Creates or upgrades the job tables as their owner; the application role only uses them. */
export async function installJobSchema(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: jobSchema, max: 1, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
}
