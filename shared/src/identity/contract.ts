import * as z from 'zod/mini'
import { defineOperation } from '../operation.ts'
import { agencies, keysOf, roles, tiers } from '../vocabulary.ts'

/** A post the account may act in today. */
export const Post = z.object({
  id: z.int(),
  role: z.enum(keysOf(roles)),
  officeName: z.string(),
  agency: z.enum(keysOf(agencies)),
  tier: z.enum(keysOf(tiers)),
})
export type Post = z.infer<typeof Post>

/** Always answered alike, whether the phone is known or not. */
export const CodeSent = z.object({
  requestId: z.uuid(),
  expiresAt: z.iso.datetime(),
  phoneMasked: z.string(),
})
export type CodeSent = z.infer<typeof CodeSent>

/** The access token goes into `Authorization: Bearer`; the refresh token travels in an httpOnly cookie only. */
export const Session = z.object({
  accessToken: z.string(),
  expiresAt: z.iso.datetime(),
  /** The caller's own number, which this session has just proven: the form need not ask for it again. */
  account: z.object({ phone: z.string(), phoneMasked: z.string() }),
  posts: z.array(Post),
  /** The post chosen for this session, while it is current. */
  post: z.nullable(Post),
})
export type Session = z.infer<typeof Session>

export const Me = z.omit(Session, { accessToken: true, expiresAt: true })
export type Me = z.infer<typeof Me>

export const requestCode = defineOperation({
  id: 'requestCode',
  method: 'POST',
  path: '/api/sign-in/requests',
  summary: 'Sends a one-time code to a mobile, or to the registered phone of an invitation',
  access: 'anyone',
  records: 'session',
  /** Exactly one of the two. */
  body: z.object({
    phone: z.optional(z.string().check(z.maxLength(40))),
    invitationCode: z.optional(z.string().check(z.maxLength(40))),
  }),
  responses: { 202: CodeSent },
})

export const signIn = defineOperation({
  id: 'signIn',
  method: 'POST',
  path: '/api/sign-in/sessions',
  summary: 'Turns a one-time code into a session; five tries, ten minutes, once',
  access: 'anyone',
  records: 'session',
  body: z.object({
    requestId: z.uuid(),
    code: z.string().check(z.regex(/^\d{6}$/, 'six_digits')),
  }),
  responses: { 201: Session },
})

export const refreshSession = defineOperation({
  id: 'refreshSession',
  method: 'POST',
  path: '/api/sign-in/refresh',
  summary: 'Exchanges the refresh cookie for a new one and a new access token',
  access: 'anyone',
  records: 'session',
  responses: { 200: Session },
})

export const choosePost = defineOperation({
  id: 'choosePost',
  method: 'POST',
  path: '/api/sign-in/post',
  summary: 'Chooses the post this session acts in',
  access: 'signed-in',
  records: 'session',
  body: z.object({ postId: z.int() }),
  responses: { 200: Me },
})

export const signOut = defineOperation({
  id: 'signOut',
  method: 'POST',
  path: '/api/sign-in/sign-out',
  summary: 'Ends the session of the cookie and of the access token, if there are any',
  access: 'anyone',
  records: 'session',
  responses: { 204: z.undefined() },
})

export const whoAmI = defineOperation({
  id: 'whoAmI',
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in, and in which post',
  access: 'signed-in',
  records: 'nothing',
  responses: { 200: Me },
})
