/**
 * Towns and townships that are no more, or are often written otherwise, with the street that took in most of their land.
 * Only those that addresses still name and whose land went to one street are here; what is found by them is never sure.
 * 依据: 杭州市历次乡镇街道区划调整
 */
const FORMER: ReadonlyMap<string, string> = new Map([
  ['丁桥镇', '丁兰街道'],
  ['袁浦镇', '双浦镇'],
  ['周浦乡', '双浦镇'],
  ['龙坞镇', '转塘街道'],
  ['龙坞乡', '转塘街道'],
  ['党山镇', '瓜沥镇'],
  ['坎山镇', '瓜沥镇'],
  ['勾庄镇', '良渚街道'],
  ['獐山镇', '仁和街道'],
  ['长乐镇', '径山镇'],
  ['博陆镇', '运河街道'],
  ['受降镇', '银湖街道'],
  ['高桥镇', '银湖街道'],
  ['横畈镇', '青山湖街道'],
  ['青山镇', '青山湖街道'],
  ['藻溪镇', '天目山镇'],
  ['西天目乡', '天目山镇'],
  ['临目乡', '太湖源镇'],
  ['乐平乡', '潜川镇'],
  ['于潜镇', '於潜镇'],
  ['窄溪镇', '江南镇'],
  ['深澳镇', '江南镇'],
  ['深澳乡', '江南镇'],
  ['莪山乡', '莪山畲族乡'],
  ['麻车镇', '大洋镇'],
  ['安仁镇', '乾潭镇'],
  ['排岭镇', '千岛湖镇'],
  ['临歧镇', '临岐镇'],
])
const NAMED = new RegExp([...FORMER.keys()].join('|'))

/** The street of today, by name, of the former town that an address names; null when it names none. */
export function streetOfFormerTown(text: string): string | null {
  return FORMER.get(NAMED.exec(text)?.[0] ?? '') ?? null
}
