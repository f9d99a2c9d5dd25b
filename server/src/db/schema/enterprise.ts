import { bigint, boolean, date, integer, jsonb, numeric, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core'
import { bytea } from './bytea.ts'

export const enterprise = pgTable('enterprise', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  creditCode: text('credit_code').unique(),
  registrationNumber: text('registration_number'),
  name: text().notNull(),
  nameKey: text('name_key').notNull(),
  formerNames: text('former_names').array().notNull().default([]),
  typeText: text('type_text'),
  typeClass: text('type_class').notNull().default('unknown'),
  principalName: text('principal_name'),
  principalRole: text('principal_role'),
  establishedOn: date('established_on'),
  approvedOn: date('approved_on'),
  capitalText: text('capital_text'),
  capitalAmount: numeric('capital_amount', { precision: 20, scale: 2 }),
  capitalCurrency: text('capital_currency'),
  statusText: text('status_text'),
  statusClass: text('status_class').notNull().default('unknown'),
  address: text(),
  operatingAddress: text('operating_address'),
  placeId: integer('place_id').notNull(),
  placeHow: text('place_how').notNull(),
  placeCertain: boolean('place_certain').notNull(),
  headcount: integer(),
  industry: text(),
  scope: text(),
  nature: text().notNull().default('private'),
  provisional: boolean().notNull().default(false),
  batchId: integer('batch_id'),
  contentHash: bytea('content_hash'),
  lookupKeys: integer('lookup_keys').array().notNull().default([]),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
})

export const enterpriseContact = pgTable('enterprise_contact', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  enterpriseId: bigint('enterprise_id', { mode: 'number' }).notNull(),
  phoneCipher: text('phone_cipher').notNull(),
  phoneIndex: bytea('phone_index').notNull(),
  phoneMasked: text('phone_masked').notNull(),
  smsCapable: boolean('sms_capable').notNull(),
  proxy: boolean().notNull().default(false),
  rank: smallint().notNull(),
  source: text().notNull(),
})

export const enterpriseRevision = pgTable('enterprise_revision', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  enterpriseId: bigint('enterprise_id', { mode: 'number' }).notNull(),
  batchId: integer('batch_id').notNull(),
  changes: jsonb().$type<Record<string, [before: unknown, after: unknown]>>().notNull(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull().defaultNow(),
})
