import { firstDifference } from './text-distance.ts'

/** Words for trades, those side by side that people write for one another: 商贸 is said for 贸易, 化学 for 化工. */
const GROUPS =
  '贸易 商贸 经贸 工贸 外贸 对外贸易|进出口 进出口贸易|科技 技术 科技开发|网络 网络科技 网络技术|信息 信息技术 信息科技|软件 计算机软件|电子 电子科技|电器 电气|通信 通讯|化工 化学|机械 机械设备 机械制造|机电 机电设备|设备|服饰 服装 时装 制衣|纺织 纺织品|针织|丝绸|家纺|化纤|羽绒 羽绒制品|印染 染整|鞋业|皮革 皮具|箱包|包装 包装材料|印刷 彩印 印务|纸业 纸制品 造纸|塑料 塑胶 塑业 塑料制品|橡胶|五金 五金制品|金属 金属制品|金属材料|钢结构|钢铁 钢材|建材 建筑材料|建筑 建设 建筑工程|装饰 装潢 装修 装饰工程 建筑装饰 装饰装潢|门窗|玻璃|家具 家私 家居|园林 绿化 园林绿化 园林工程 景观|广告 广告传媒|文化 文化传播 文化传媒 传媒|文化艺术 艺术|文化创意 创意|展览 会展 展览服务 会展服务|投资 投资管理 实业投资|资产 资产管理|咨询 信息咨询|企业管理 企业管理咨询 管理咨询|财务 财务咨询|商务 商务咨询|管理|物业 物业管理 物业服务|房地产 房产 房地产开发 置业|中介 房地产中介 房产中介|物流 货运 运输 储运 快运 配送|客运 汽车客运|汽车|汽车修理 汽车维修 汽修|汽车配件 汽配|汽车销售 汽车贸易|旅行社 旅游 国际旅行社|酒店 宾馆 饭店|餐饮 餐饮管理|食品|茶叶 茶业|粮油|医药 药业|医疗 医疗器械|生物 生物科技 生物技术|环保 环保科技 环境|能源 新能源|农业 农业科技 农业开发|照明 灯饰|电线电缆 电缆 线缆|仪器 仪表 仪器仪表|轴承|阀门|模具|工艺品 工艺美术|体育用品|安防 安防工程|保安 保安服务|劳务 劳务派遣|家政 家政服务|教育 教育科技|培训|设计 装饰设计|工程|制造|开发|实业|工业|产业|集团|商业|超市|百货|物资|石油|供销 供销社|广播电视|电子商务|自动化|智能|光电|服务|国际|连锁|大药房 药房|配件 零部件|特产 土特产|出租汽车 汽车出租|燃气|水利|测绘|监理|检测|租赁|典当|担保|拍卖|会计师事务所|税务师事务所|律师事务所'
/** Who writes these names nobody. */
const NOBODY =
  '测试 个体 个体户 无业 学生 待业 退休 自由职业 不知道 企业 单位 名称 某某 街道 街道办事处 村委会 居委会 社区 财政局 教育局 人民医院 中学 小学 协会 商会'

const groupOf = new Map<string, number>()
for (const [number, group] of GROUPS.split('|').entries())
  for (const word of group.split(' ')) groupOf.set(word, number)
const LONGEST = 6
const nobody = new Set(NOBODY.split(' '))

const BRAND = 2
/** Whether two texts have the brand in common, and behind it two words for one trade. */
export function areSameTrade(a: string, b: string): boolean {
  for (let at = firstDifference(a, b); at >= BRAND; at--) {
    const one = groupOf.get(a.slice(at))
    if (one !== undefined && one === groupOf.get(b.slice(at))) return true
  }
  return false
}

/** Whether a text is nothing but words for trades, or names nobody. */
export function isMereTrade(text: string): boolean {
  return nobody.has(text) || isAllTrades(text.replace(/(?<=..)[厂店社部]$/, ''), 0)
}

function isAllTrades(text: string, from: number): boolean {
  if (from === text.length) return true
  for (let end = Math.min(text.length, from + LONGEST); end > from + 1; end--)
    if (groupOf.has(text.slice(from, end)) && isAllTrades(text, end)) return true
  return false
}

/** Whether a word for a trade stands over this character: there no slip fell. */
export function isInTrade(text: string, at: number): boolean {
  for (let start = Math.max(0, at - LONGEST + 1); start <= at; start++)
    for (let end = Math.max(at + 1, start + 2); end <= Math.min(text.length, start + LONGEST); end++)
      if (groupOf.has(text.slice(start, end))) return true
  return false
}
