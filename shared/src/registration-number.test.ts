import { expect, it } from 'vitest'
import { parseRegistrationNumber } from './registration-number.ts'

it.each(['110108000000016', '310117003171688', '330282602082220', '330225000051892', '441900001868015'])(
  '%s is valid',
  (number) => expect(parseRegistrationNumber(` '${number} `)).toBe(number),
)

it.each(['110108000000017', '320483000067848', '91330106MA2TE5T01R', ''])('%s is not', (number) =>
  expect(parseRegistrationNumber(number)).toBeNull(),
)
