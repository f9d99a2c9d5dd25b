import { describe, expect, it } from 'vitest'
import {
  defaultSignature,
  renderMessage,
  segmentCount,
  type Template,
  type TemplateId,
  templateIds,
  templates,
} from './templates.ts'

const wording = { signature: defaultSignature, site: 'https://yijian.example.cn' }

function longest(id: TemplateId): string {
  const { variables }: Template = templates[id]
  const params = Object.fromEntries(Object.entries(variables).map(([name, limit]) => [name, '满'.repeat(limit)]))
  return renderMessage(id, params as never, wording) // every variable of the template is there
}

describe('message templates', () => {
  it.each(templateIds)('%s names exactly its variables', (id) => {
    const { text, variables }: Template = templates[id]
    const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 'site')
    expect([...named].sort()).toEqual(Object.keys(variables).sort())
  })

  it.each(templateIds)(
    '%s keeps the carriers’ rules: one link at most, no brackets, no two variables side by side',
    (id) => {
      const { text }: Template = templates[id]
      expect(text.match(/\{site\}/g)?.length ?? 0).toBeLessThanOrEqual(1)
      expect(text).not.toMatch(/[【】]|https?:|\}\{/)
    },
  )

  it('bills known lengths, with every variable as long as it may be', () => {
    const lengths = Object.fromEntries(templateIds.map((id) => [id, [longest(id).length, segmentCount(longest(id))]]))
    expect(lengths).toMatchInlineSnapshot(`
      {
        "accepted": [
          100,
          2,
        ],
        "committee_founded": [
          115,
          2,
        ],
        "established": [
          101,
          2,
        ],
        "formation_approved": [
          85,
          2,
        ],
        "forwarded": [
          96,
          2,
        ],
        "invitation": [
          128,
          2,
        ],
        "not_yet": [
          96,
          2,
        ],
        "refused": [
          110,
          2,
        ],
        "resubmitted": [
          87,
          2,
        ],
        "result_received": [
          98,
          2,
        ],
        "result_returned": [
          84,
          2,
        ],
        "returned": [
          105,
          2,
        ],
        "sign_in_code": [
          46,
          1,
        ],
        "submitted": [
          121,
          2,
        ],
        "withdrawn": [
          75,
          2,
        ],
      }
    `)
    expect(Math.max(...templateIds.map((id) => segmentCount(longest(id))))).toBeLessThanOrEqual(2)
  })

  it('cuts a long name instead of the sentence', () => {
    const text = renderMessage('established', { enterprise: '杭州'.repeat(40), number: 'A1' }, wording)
    expect(text).toContain('…的团组织已批准成立')
  })

  it.each([
    [1, 70],
    [2, 71],
    [2, 134],
    [3, 135],
    [3, 160],
  ])('counts %i for %i characters', (count, length) => {
    expect(segmentCount('字'.repeat(length))).toBe(count)
  })
})
