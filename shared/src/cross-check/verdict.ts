import * as z from 'zod/mini'

/**
 * Identity alone, never life or death: `agree` is this enterprise and nothing to look at; `review` is this enterprise or
 * the first suggestion, a person looks; `conflict` is a code and a name of two enterprises; `absent` is not in the register.
 */
export const Verdict = z.enum(['agree', 'review', 'conflict', 'absent'])
export type Verdict = z.infer<typeof Verdict>

export const CrossCheckReason = z.enum([
  'code_same',
  'code_missing',
  'code_not_valid',
  'code_one_slip_away',
  'code_in_part',
  'code_not_in_register',
  'name_same',
  'name_missing',
  'name_form_written_differently',
  'name_region_written_differently',
  'name_former',
  'name_other_legal_form',
  'name_other_region',
  'name_sounds_the_same',
  'name_one_character_off',
  'name_two_characters_off',
  'name_trade_in_other_words',
  'name_parts_reordered',
  'name_of_branch_or_parent',
  'name_with_department',
  'name_cut_short',
  'name_in_latin_letters',
  'name_abbreviated',
  'name_different',
  'name_not_in_register',
  'name_of_another_enterprise',
  'address_same',
  'address_different',
  'principal_same',
  'principal_different',
  'several_candidates',
])
export type CrossCheckReason = z.infer<typeof CrossCheckReason>
