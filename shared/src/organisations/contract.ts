import * as z from 'zod/mini'
import { Kind } from '../application/contract.ts'
import { defineOperation } from '../operation.ts'
import { Day, Id, IdText } from '../values.ts'

/** A reply paper (批复) as it is printed; the words are made from these facts, so that they cannot drift. */
export const readReply = defineOperation({
  id: 'readReply',
  method: 'GET',
  path: '/api/replies/:id',
  summary: 'A reply on formation or result, ready to print',
  access: 'signed-in',
  records: 'nothing',
  params: z.object({ id: IdText }),
  responses: {
    200: z.object({
      id: Id,
      kind: z.enum(['formation', 'result', 'committee']),
      number: z.string(),
      issuedOn: Day,
      officeName: z.string(),
      organisationName: z.string(),
      organisationKind: Kind,
      addressee: z.string(),
      enterprises: z.array(z.string()),
      secretaryName: z.nullable(z.string()),
      filedWith: z.array(z.string()),
      applicationNumber: z.string(),
    }),
  },
})
export const readOrganisation = defineOperation({
  id: 'readOrganisation',
  method: 'GET',
  path: '/api/organisations/:id',
  summary: 'One organisation with the enterprises it covers',
  access: 'officer',
  records: 'nothing',
  params: z.object({ id: IdText }),
  responses: {
    200: z.object({
      id: Id,
      number: z.string(),
      name: z.string(),
      kind: Kind,
      foundedOn: Day,
      upperOfficeName: z.string(),
      secretaryName: z.nullable(z.string()),
      nationalId: z.nullable(z.string()),
      enterprises: z.array(
        z.object({ id: Id, name: z.string(), role: z.enum(['lead', 'member', 'covered']), since: Day }),
      ),
    }),
  },
})
