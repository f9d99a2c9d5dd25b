import { templateIds } from '@yijian/shared/messages/templates'
import { expect, test } from 'vitest'
import { projectFiles, readProjectFile } from '../policing/tree.ts'

const sources = projectFiles(/^(shared|server)\/src\/.*\.ts$/)
  .filter((path) => !/\.test\.ts$|messages\/templates\.ts$|\/(testing|demonstration)\//.test(path))
  .map(readProjectFile)
  .join('\n')

test('every filed text is sent by something', () => {
  const sent = (id: string) => new RegExp(`(tells|template|tell\\w*)\\b[^\\n]*'${id}'`).test(sources)
  expect(templateIds.filter((id) => !sent(id))).toEqual([])
})
