/**
 * Streets that gave so much land to later ones (盈丰; 锦北, 锦南; 城南, 凤川) that their name in an old address may mean those:
 * a fifth or more of the villages that addresses put there belong to another street now. 依据: 统计用区划代码 2023
 */
export const GAVE_LAND: readonly string[] = ['宁围街道', '锦城街道', '桐君街道']

/**
 * Streets with those that were made of a part of them, or took villages over: a village of theirs says more than the older
 * street beside it. 依据: 统计用区划代码 2023
 */
export const TOOK_LAND: ReadonlyMap<string, readonly string[]> = new Map([
  ['宁围街道', ['盈丰街道']],
  ['锦城街道', ['锦北街道', '锦南街道']],
  ['桐君街道', ['城南街道', '凤川街道']],
  ['城南街道', ['凤川街道']],
  ['玲珑街道', ['锦南街道']],
  ['闲林街道', ['五常街道']],
  ['城厢街道', ['北干街道']],
  ['蒋村街道', ['文新街道']],
])
