import * as z from 'zod/mini'
import { PlaceHow } from '../division.ts'
import { defineOperation } from '../operation.ts'
import { CommandId, Id, IdText, Moment, Place, text } from '../values.ts'
import { BuildingKind } from './building-key.ts'

const Cursor = z.optional(z.string().check(z.maxLength(300)))
const Search = z.optional(z.string().check(z.maxLength(60)))

/** Streets that enterprises of the same building are in for sure, the most frequent first. */
const Hints = z.array(z.object({ place: Place, enterprises: z.int() }))
export type Hints = z.infer<typeof Hints>

/** What waits in a pool under one building, road number, park or market; `key` null: addresses that name none. */
export const PoolGroup = z.object({
  key: z.nullable(z.string()),
  pool: Place,
  /** The district that the addresses name when the pool is the city's: 江干, 萧山. */
  district: z.nullable(z.string()),
  enterprises: z.int(),
  example: z.object({ id: Id, name: z.string(), address: z.nullable(z.string()) }),
  hints: Hints,
})

export const listPoolGroups = defineOperation({
  id: 'listPoolGroups',
  method: 'GET',
  path: '/api/places/pool',
  summary:
    'Enterprises without a street that this post may place, grouped by building or road, the largest groups first',
  access: 'officer',
  records: 'nothing',
  query: z.object({ q: Search, cursor: Cursor }),
  responses: {
    200: z.object({
      /** How many enterprises wait in all. */
      waiting: z.int(),
      /** A search matches more than that: these groups are found among them, and there is no page after this one. */
      more: z.boolean(),
      /** Streets that this post may put them into. */
      streetIds: z.array(Id),
      items: z.array(PoolGroup),
      next: z.nullable(z.string()),
    }),
  },
})

export const PlacedEnterprise = z.object({
  id: Id,
  name: z.string(),
  address: z.nullable(z.string()),
  place: Place,
  how: PlaceHow,
})
export type PlacedEnterprise = z.infer<typeof PlacedEnterprise>

export const listPoolEnterprises = defineOperation({
  id: 'listPoolEnterprises',
  method: 'GET',
  path: '/api/places/pool/enterprises',
  summary: 'The enterprises of one group of the pool',
  access: 'officer',
  records: 'nothing',
  query: z.object({
    key: z.optional(z.string().check(z.maxLength(60))),
    poolId: IdText,
    district: z.optional(z.string().check(z.maxLength(10))),
    cursor: Cursor,
  }),
  responses: { 200: z.object({ hints: Hints, items: z.array(PlacedEnterprise), next: z.nullable(z.string()) }) },
})

const OpenApplication = z.object({ id: Id, number: z.string(), enterpriseName: z.string(), place: Place })

export const PlacePreview = z.object({
  enterprise: PlacedEnterprise,
  to: Place,
  /** What the correction would teach; null when the address names nothing to learn by. */
  teaches: z.nullable(z.object({ kind: BuildingKind, key: z.string() })),
  /** Enterprises of the pool that would follow, itself not counted. */
  follows: z.int(),
  examples: z.array(z.object({ id: Id, name: z.string(), address: z.nullable(z.string()) })),
  /** What others said of the same building: as long as both stand, neither is used. */
  contradicts: z.array(
    z.object({ id: Id, place: Place, officerName: z.string(), officeName: z.string(), learnedAt: Moment }),
  ),
  /** Applications under way that stay where they are until somebody hands them on; those this post may see. */
  openApplications: z.array(OpenApplication),
})
export type PlacePreview = z.infer<typeof PlacePreview>

export const previewPlaceCorrection = defineOperation({
  id: 'previewPlaceCorrection',
  method: 'GET',
  path: '/api/enterprises/:id/place-correction',
  summary: 'What setting the street of an enterprise would teach and move',
  access: 'officer',
  records: 'nothing',
  params: z.object({ id: IdText }),
  query: z.object({ placeId: IdText }),
  responses: { 200: PlacePreview },
})

const PlaceCorrection = z.object({
  commandId: CommandId,
  placeId: Id,
  note: z.optional(text(200)),
  /** Also for the others of the same building, now and when they are imported. */
  teach: z.boolean(),
  /** As the preview showed it; another number is refused, so that nobody moves what he has not seen. */
  follows: z.int().check(z.gte(0)),
})
export const correctPlace = defineOperation({
  id: 'correctPlace',
  method: 'POST',
  path: '/api/enterprises/:id/place-correction',
  summary: 'Sets the street of an enterprise and, with `teach`, of all others of its building in the pool',
  access: 'officer',
  records: 'place',
  params: z.object({ id: IdText }),
  body: PlaceCorrection,
  responses: {
    200: z.object({
      place: Place,
      moved: z.int(),
      learnedId: z.nullable(Id),
      openApplications: z.array(OpenApplication),
    }),
  },
})

export const LearnedPlaceView = z.object({
  id: Id,
  kind: BuildingKind,
  key: z.string(),
  place: Place,
  county: z.string(),
  officerName: z.string(),
  officeName: z.string(),
  learnedAt: Moment,
  /** From which enterprise's address. */
  address: z.nullable(z.string()),
  note: z.nullable(z.string()),
  /** Enterprises that are where they are because of it. */
  enterprises: z.int(),
  /** Another correction says a different street, so neither is used. */
  contested: z.boolean(),
  mayRevoke: z.boolean(),
})

export const listLearnedPlaces = defineOperation({
  id: 'listLearnedPlaces',
  method: 'GET',
  path: '/api/places/learned',
  summary: 'What corrections have taught within this post’s area, the newest first',
  access: 'officer',
  records: 'nothing',
  query: z.object({ q: Search, cursor: Cursor }),
  responses: { 200: z.object({ items: z.array(LearnedPlaceView), next: z.nullable(z.string()) }) },
})

export const revokeLearnedPlace = defineOperation({
  id: 'revokeLearnedPlace',
  method: 'POST',
  path: '/api/places/learned/:id/revocation',
  summary: 'Takes back what a correction taught, and with it what it moved',
  access: 'officer',
  records: 'place',
  params: z.object({ id: IdText }),
  body: z.object({ commandId: CommandId, note: z.optional(text(200)) }),
  responses: {
    200: z.object({
      /** Back in the pool, or where their address says. */
      movedBack: z.int(),
      /** Moved by the other correction that is now uncontested. */
      movedOn: z.int(),
    }),
  },
})
