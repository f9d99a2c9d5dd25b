import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { Id, Place } from '../values.ts'

/** Public facts of an enterprise, as anybody may find them; the principal's name is masked in lists. */
export const PublicEnterprise = z.object({
  id: Id,
  name: z.string(),
  creditCode: z.nullable(z.string()),
  principalMasked: z.nullable(z.string()),
  statusText: z.nullable(z.string()),
  /** live, paused, moved, liquidation, revoked, gone, unknown */
  statusClass: z.string(),
  place: Place,
  /** False when the street is a guess, or not known: the form then asks for it. */
  placeCertain: z.boolean(),
  /** What the applicant can do with it: apply; look again (paused); find its new place; nothing while it is closed. */
  way: z.enum(['apply', 'apply_with_check', 'moved', 'closed', 'public_body']),
})
export type PublicEnterprise = z.infer<typeof PublicEnterprise>

export const lookUpEnterprise = defineOperation({
  id: 'lookUpEnterprise',
  method: 'GET',
  path: '/api/enterprises/by-code',
  summary:
    'Find an enterprise by its unified social credit code; a wrong code is explained and the one right repair offered',
  access: 'signed-in',
  records: 'nothing',
  query: z.object({ code: z.string().check(z.maxLength(60)) }),
  responses: {
    200: z.discriminatedUnion('result', [
      z.object({ result: z.literal('found'), enterprise: PublicEnterprise }),
      z.object({ result: z.literal('not_in_register'), creditCode: z.string() }),
      /** `reason` is a key of the wording in the client; `repair` is the only valid reading near it, if there is just one. */
      z.object({
        result: z.literal('wrong_code'),
        reason: z.string(),
        repair: z.nullable(z.string()),
        enterprise: z.nullable(PublicEnterprise),
      }),
    ]),
  },
})
export const searchEnterprises = defineOperation({
  id: 'searchEnterprises',
  method: 'GET',
  path: '/api/enterprises/search',
  summary: 'Find enterprises by name; at most ten, and a limited number of searches a day',
  access: 'signed-in',
  records: 'nothing',
  query: z.object({ name: z.string().check(z.minLength(2), z.maxLength(60)) }),
  responses: { 200: z.object({ items: z.array(PublicEnterprise) }) },
})
/** The enterprise this session proved by an invitation or by its registered phone, so that the form is almost filled. */
export const listProvenEnterprises = defineOperation({
  id: 'listProvenEnterprises',
  method: 'GET',
  path: '/api/enterprises/mine',
  summary: 'Enterprises that this phone is registered for, or was invited for',
  access: 'signed-in',
  records: 'nothing',
  responses: {
    200: z.object({
      items: z.array(z.object({ enterprise: PublicEnterprise, proof: z.enum(['invited_phone', 'registered_phone']) })),
    }),
  },
})
export const listPlaces = defineOperation({
  id: 'listPlaces',
  method: 'GET',
  path: '/api/places',
  summary: 'The current counties of the city with their streets',
  access: 'anyone',
  records: 'nothing',
  responses: {
    200: z.object({ city: Place, counties: z.array(z.object({ county: Place, streets: z.array(Place) })) }),
  },
})
