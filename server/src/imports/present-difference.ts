import type { Difference, DifferenceKind } from '@yijian/shared/imports/contract'

type Compared = { readonly differs: string; readonly before: string; readonly after: string }

/** A difference shows the beginning of a long text. */
const SHOWN = 200

function column(name: string): Compared {
  return {
    differs: `e.${name} is distinct from s.${name}`,
    before: `left(e.${name}::text, ${SHOWN})`,
    after: `left(s.${name}::text, ${SHOWN})`,
  }
}

/** What of a row is compared, by the fields of a register row, as SQL on enterprise `e`, staged row `s` and places `de`, `ds`. */
export const COMPARED_FIELDS: Readonly<Record<string, Compared>> = {
  name: column('name'),
  principal: column('principal_name'),
  status: column('status_text'),
  // The same word, which somebody has said another meaning of since.
  statusClass: {
    differs: 'e.status_class <> s.status_class and e.status_text is not distinct from s.status_text',
    before: 'e.status_class',
    after: 's.status_class',
  },
  address: column('address'),
  operatingAddress: column('operating_address'),
  // A street that a person assigned stands while the address does.
  place: {
    differs: `ds.id <> de.id and not (e.place_how = 'assigned' and e.address is not distinct from s.address)`,
    before: 'de.name',
    after: 'ds.name',
  },
  phone: {
    differs: `(exists (select from unnest(s.phone_indexes) as i (index) where not exists (
        select from enterprise_contact c where c.enterprise_id = e.id and c.phone_index = i.index))
      or exists (select from enterprise_contact c where c.enterprise_id = e.id and c.source = 'register'
        and c.phone_index <> all (s.phone_indexes)))`,
    before: `(select string_agg(c.phone_masked, '、' order by c.rank, c.id) from enterprise_contact c
      where c.enterprise_id = e.id and c.source = 'register')`,
    after: `nullif(array_to_string(s.phones_masked, '、'), '')`,
  },
  type: column('type_text'),
  capital: column('capital_text'),
  headcount: column('headcount'),
  industry: column('industry'),
  scope: column('scope'),
  establishedOn: column('established_on'),
  approvedOn: column('approved_on'),
  registrationNumber: column('registration_number'),
  // The register also keeps names that it has seen itself: only what it did not know is a change.
  formerNames: {
    differs: 'not (s.former_names <@ e.former_names)',
    before: `nullif(array_to_string(e.former_names, '、'), '')`,
    after: `nullif(array_to_string(s.former_names, '、'), '')`,
  },
}

const FIELDS = Object.keys(COMPARED_FIELDS)

/** A difference as the queries select it. */
export type DifferenceRow = {
  readonly id: number | null
  readonly row: number | null
  readonly name: string
  readonly code: string | null
  readonly kinds: DifferenceKind[]
  readonly changes: Readonly<Record<string, readonly [before: string | null, after: string | null]>>
}

/** Changes stand in the order in which they matter. */
export function presentDifference({ id, row, name, code, kinds, changes }: DifferenceRow): Difference {
  return {
    enterpriseId: id,
    row,
    name,
    creditCode: code,
    kinds,
    changes: Object.entries(changes)
      .map(([field, [before, after]]) => ({ field, before, after }))
      .sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field)),
  }
}
