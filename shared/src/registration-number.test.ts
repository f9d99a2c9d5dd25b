import { expect, it } from 'vitest'
import { findRegistrationNumber, parseRegistrationNumber } from './registration-number.ts'

it.each(['110108000000016', '310117003171688', '330282602082220', '330225000051892', '441900001868015'])(
  '%s is valid',
  (number) => expect(parseRegistrationNumber(` '${number} `)).toBe(number),
)

it.each(['110108000000017', '320483000067848', '91330106MA2TE5T01R', ''])('%s is not', (number) =>
  expect(parseRegistrationNumber(number)).toBeNull(),
)

it('is found in its own column and in that of the code, its check digit right or not', () => {
  expect(findRegistrationNumber(null, "'330282602082220")).toBe('330282602082220')
  expect(findRegistrationNumber('３３０２８２６０２０８２２２１', null)).toBe('330282602082221')
  expect(findRegistrationNumber('待补', '330282602082221')).toBe('330282602082221')
  // A code that was cut off, and a row whose code is there but wrong, are told as such.
  expect(findRegistrationNumber('913301061234567', null)).toBeNull()
  expect(findRegistrationNumber('91330106MA2TET501R', '330282602082220')).toBeNull()
  expect(findRegistrationNumber('', '33028260208222')).toBeNull()
})
