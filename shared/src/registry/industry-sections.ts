/** 国民经济行业门类. 依据: GB/T 4754-2017 */
export const industrySections = {
  A: { zh: '农、林、牧、渔业', en: 'Agriculture, forestry, fishing', divisions: [1, 5] },
  B: { zh: '采矿业', en: 'Mining', divisions: [6, 12] },
  C: { zh: '制造业', en: 'Manufacturing', divisions: [13, 43] },
  D: { zh: '电力、热力、燃气及水生产和供应业', en: 'Electricity, heat, gas, water', divisions: [44, 46] },
  E: { zh: '建筑业', en: 'Construction', divisions: [47, 50] },
  F: { zh: '批发和零售业', en: 'Wholesale and retail', divisions: [51, 52] },
  G: { zh: '交通运输、仓储和邮政业', en: 'Transport, storage, post', divisions: [53, 60] },
  H: { zh: '住宿和餐饮业', en: 'Hotels and catering', divisions: [61, 62] },
  I: { zh: '信息传输、软件和信息技术服务业', en: 'Software and information technology', divisions: [63, 65] },
  J: { zh: '金融业', en: 'Finance', divisions: [66, 69] },
  K: { zh: '房地产业', en: 'Real estate', divisions: [70, 70] },
  L: { zh: '租赁和商务服务业', en: 'Leasing and business services', divisions: [71, 72] },
  M: { zh: '科学研究和技术服务业', en: 'Research and technical services', divisions: [73, 75] },
  N: { zh: '水利、环境和公共设施管理业', en: 'Water, environment, public facilities', divisions: [76, 79] },
  O: { zh: '居民服务、修理和其他服务业', en: 'Resident services, repair', divisions: [80, 82] },
  P: { zh: '教育', en: 'Education', divisions: [83, 83] },
  Q: { zh: '卫生和社会工作', en: 'Health and social work', divisions: [84, 85] },
  R: { zh: '文化、体育和娱乐业', en: 'Culture, sports, entertainment', divisions: [86, 90] },
  S: { zh: '公共管理、社会保障和社会组织', en: 'Public administration, social bodies', divisions: [91, 96] },
  T: { zh: '国际组织', en: 'International organisations', divisions: [97, 97] },
} as const satisfies Record<string, { zh: string; en: string; divisions: readonly [number, number] }>

export type IndustryWord = { readonly zh: string; readonly en: string }
