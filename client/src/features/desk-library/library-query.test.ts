import { describe, expect, test } from 'vitest'
import { libraryAddress, readLibraryWords } from './library-query.ts'

describe('the address of the library', () => {
  test('is read back as it was written', () => {
    const words = { q: '云栖', placeId: '12', size: 'from_25,from_50', industry: 'I,unknown', sort: 'newest' }
    const [, search = ''] = libraryAddress(words).split('?')
    expect(readLibraryWords(`?${search}`)).toEqual(words)
  })

  test('leaves out what nobody knows, and keeps the rest', () => {
    expect(readLibraryWords('?sort=bogus&size=from_25,huge&placeId=x&tag=3,y&vanished=no&outreach=new&more=1')).toEqual(
      {
        size: 'from_25',
        tag: '3',
        outreach: 'new',
      },
    )
  })

  test('never asks for more letters than the search takes', () => {
    expect(readLibraryWords(`?q=${'长'.repeat(80)}`).q).toHaveLength(60)
  })
})
