/** What the usual words of an English name stand for in a Chinese one, the most frequent first. */
const TRADES =
  'technology technologies tech:科技 技术|network networks:网络|information:信息|software:软件|electronic electronics:电子|electric electrical:电气 电器|ecommerce:电子商务|trade trading commerce commercial:贸易 商贸|importexport:进出口|international intl:国际|machinery mechanical machine machines:机械 机电|equipment equipments:设备|chemical chemicals chemistry:化工 化学|chemicalfiber:化纤|textile textiles:纺织|garment garments clothing apparel fashion dress clothes:服饰 服装 制衣|packaging packing package:包装|printing:印刷 印务|advertising advertisement advertisements ad:广告|building construction architecture architectural:建筑 建设|buildingmaterials:建材 建筑材料|material materials:材料|decoration decorating decorative:装饰 装潢|design:设计|investment investments:投资|management:管理|consulting consultation consultancy:咨询|service services:服务|culture cultural:文化|media communication communications:传媒 传播 通信|logistics:物流|transport transportation freight:运输 货运|food foods:食品|tea:茶叶 茶业|restaurant catering:餐饮|hotel:酒店 宾馆|realestate:房地产 置业|property:物业|medical:医疗|medicine pharmaceutical pharmaceuticals pharmacy:医药 药业 药房|auto automobile automotive car vehicle:汽车|autoparts:汽配 汽车配件 汽车零部件|parts:配件 零部件|plastic plastics:塑料 塑业 塑胶|paper:纸业 造纸|steel:钢铁 钢结构|metal metals:金属|hardware:五金|industry industries industrial:实业 工业|development:开发 发展|engineering:工程|environmental environment:环保 环境|energy:能源|biological biology biotech biotechnology:生物|agriculture agricultural:农业|garden landscape gardening:园林 景观|furniture:家具|knitting:针织|silk:丝绸|instrument instruments:仪器 仪表|bearing bearings:轴承|cable cables:电缆|lighting:照明 灯饰|arts crafts:工艺品 工艺|education:教育|training:培训|security:安防 保安|home:家居|group:集团|valve valves:阀门|mould mold moulds molds:模具|rubber:橡胶|glass:玻璃|shoes:鞋业|leather:皮革 皮具|feather down:羽绒 羽毛|travel tourism:旅游 旅行社'
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/building\s+materials?/g, 'buildingmaterials'],
  [/real\s+estate/g, 'realestate'],
  [/imp(?:ort|\.)?s?\s*(?:and|&)\s*exp(?:ort|\.)?s?/g, 'importexport'],
  [/(?:auto(?:mobile)?|car)\s+parts/g, 'autoparts'],
  [/chemical\s+fib(?:er|re)s?/g, 'chemicalfiber'],
  [/\be(?:lectronic)?[\s-]*commerce/g, 'ecommerce'],
]
const MEANINGS = new Map(
  TRADES.split('|').flatMap((entry) => {
    const [words = '', meanings = ''] = entry.split(':')
    return words.split(' ').map((word) => [word, meanings.split(' ')] as const)
  }),
)

/** The words of lower-case text, phrases as one. */
export function englishWords(text: string): string[] {
  return PHRASES.reduce((left, [phrase, word]) => left.replace(phrase, ` ${word} `), text).match(/[a-z]+/g) ?? []
}

export function meaningsOf(word: string): readonly string[] | undefined {
  return MEANINGS.get(word)
}
