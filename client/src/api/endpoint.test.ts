import type { readApplication, submitMeetingResult } from '@yijian/shared/application/contract'
import type { requestCode, whoAmI } from '@yijian/shared/identity/contract'
import { expectTypeOf, test } from 'vitest'
import { type AnswerTo, type CallOf, endpoint } from './endpoint.ts'

// What fails here fails in the compiler (`tsc -p client`); at run time there is nothing to see.
test('an endpoint has the contract’s method and path, or does not compile', () => {
  endpoint<typeof whoAmI>('GET', '/api/me')
  // @ts-expect-error another method
  endpoint<typeof whoAmI>('POST', '/api/me')
  // @ts-expect-error another path
  endpoint<typeof whoAmI>('GET', '/api/you')
})

test('a call takes what the operation takes', () => {
  expectTypeOf<CallOf<typeof readApplication>['params']>().toEqualTypeOf<{ id: string }>()
  expectTypeOf<{ params: { id: string } }>().not.toExtend<CallOf<typeof submitMeetingResult>>()
  expectTypeOf<{ body: { phone: string } }>().toExtend<CallOf<typeof requestCode>>()
  expectTypeOf<{ body: { telephone: number } }>().not.toExtend<CallOf<typeof requestCode>>()
  const me = endpoint<typeof whoAmI>('GET', '/api/me')
  expectTypeOf<AnswerTo<typeof me>['account']['phoneMasked']>().toEqualTypeOf<string>()
})
