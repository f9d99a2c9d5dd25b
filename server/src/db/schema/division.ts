import { date, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'

export const division = pgTable('division', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  code: text().notNull(),
  validFrom: date('valid_from').notNull(),
  name: text().notNull(),
  tier: text().notNull(),
  parentId: integer('parent_id'),
  validTo: date('valid_to'),
})

export const divisionSuccession = pgTable(
  'division_succession',
  {
    oldId: integer('old_id').notNull(),
    newId: integer('new_id').notNull(),
    effectiveOn: date('effective_on').notNull(),
  },
  (table) => [primaryKey({ columns: [table.oldId, table.newId] })],
)
