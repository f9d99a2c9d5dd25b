import { boolean, date, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'

export const registryBatch = pgTable('registry_batch', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  fileName: text('file_name').notNull(),
  sha256: text().notNull(),
  encoding: text().notNull(),
  delimiter: text().notNull(),
  mapping: jsonb().$type<Record<string, string>>().notNull(),
  sourceDate: date('source_date'),
  officerId: integer('officer_id'),
  rowCount: integer('row_count').notNull(),
  newCount: integer('new_count').notNull(),
  changedCount: integer('changed_count').notNull(),
  unchangedCount: integer('unchanged_count').notNull(),
  duplicateCount: integer('duplicate_count').notNull(),
  rejectedCount: integer('rejected_count').notNull(),
  warnedCount: integer('warned_count').notNull(),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
  appliedAt: timestamp('applied_at', { withTimezone: true }).notNull().defaultNow(),
})

export const registryRejection = pgTable(
  'registry_rejection',
  {
    batchId: integer('batch_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    field: text().notNull(),
    value: text().notNull(),
    reason: text().notNull(),
    warning: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.rowNumber, table.field, table.reason] })],
)
