import { pinyin } from 'pinyin-pro'
import { syllablesOf } from '../library/pinyin.ts'
import { remembering } from '../remembering.ts'

/**
 * Characters of names of enterprises that are read in several ways, with all of them, the more frequent characters first.
 * 乾 is among 干's, for which the key of a name takes it.
 */
const READINGS =
  '干gan,qian 行xing,hang,heng 大da,dai,tai 合he,ge 车che,ju 乐le,yue 长chang,zhang 重chong,zhong 厦sha,xia 朝chao,zhao 会hui,kuai 传chuan,zhuan 单dan,shan,chan 曾zeng,ceng 石shi,dan 盛sheng,cheng 万wan,mo 绿lv,lu 强qiang,jiang 景jing,ying 叶ye,xie 都dou,du 区qu,ou 模mo,mu 奇qi,ji 系xi,ji 栖qi,xi 便bian,pian 六liu,lu 种zhong,chong 晟sheng,cheng 堡bao,bu,pu 陆lu,liu 调tiao,diao 沈shen,chen 阿a,e 柏bai,bo 弹dan,tan 谷gu,yu 畜chu,xu 劲jin,jing 解jie,xie 伯bo,bai 和he,huo 娜na,nuo 弄nong,long 莎sha,suo 佛fo,fu 校xiao,jiao 咖ka,ga 卡ka,qia 粘nian,zhan 杉shan,sha 藏cang,zang 觉jue,jiao 参can,shen 薄bao,bo 轧ya,zha 巷xiang,hang 露lu,lou 圈quan,juan 查cha,zha 亲qin,qing 盖gai,ge 蔚wei,yu 给gei,ji 卜bu,bo 泊bo,po 莞wan,guan 屏ping,bing 尉wei,yu 仇qiu,chou 翟zhai,di 缪miao,mou 埔pu,bu 圩wei,xu 浒hu,xu 筠yun,jun 茜qian,xi 莘xin,shen 隽juan,jun 浚jun,xun 殷yin,yan 澄cheng,deng 什shen,shi 宿su,xiu 秘mi,bi 泌mi,bi 贾jia,gu 角jiao,jue 夹jia,ga 番fan,pan 蚌beng,bang 落luo,la 扎zha,za 瀑pu,bao 曝pu,bao 蛤ge,ha 铣xian,xi 纤xian,qian 降jiang,xiang 朴pu,piao 血xue,xie 差cha,chai 地di,de 属shu,zhu 色se,shai 省sheng,xing 核he,hu 称cheng,chen 褚chu,zhu 得de,dei 折zhe,she 扁bian,pian 仔zi,zai 侗dong,tong 洞dong,tong 其qi,ji 期qi,ji 虹hong,jiang 红hong,gong 炮pao,bao 择ze,zhai 削xue,xiao 幢zhuang,chuang 塞sai,se'

const DIGITS = '零一二三四五六七八九'
const BY_CHARACTER = new Map(READINGS.split(' ').map((entry) => [entry.charAt(0), entry.slice(1).split(',')] as const))
/** What is said, and as what the search keys of a register have it: where those are wrong first, then where they may be. */
const SAID =
  'mu>mo du>dou qian>gan xu>chu guan>wan jing>jin zha>ya ji>gei xing>hang hang>xing yue>le le>yue zhang>chang chang>zhang zhong>chong chong>zhong xia>sha sha>xia bo>bai bai>bo shan>dan dan>shan zeng>ceng ceng>zeng chao>zhao zhao>chao hui>kuai kuai>hui zhuan>chuan chuan>zhuan shen>can tiao>diao diao>tiao xi>qi bu>bao bao>bu sheng>cheng cheng>sheng piao>pu chu>xu dou>du mo>mu jie>xie xie>jie xiao>jiao jiao>xiao ga>ka liu>lu lu>liu ju>che po>bo yu>wei di>zhai qiu>chou zang>cang cang>zang jue>jiao dai>da tai>da e>a nuo>na long>nong fu>fo lou>lu nian>zhan zhan>nian juan>quan zha>cha'
const BY_SAID = new Map<string, { readonly kept: string; readonly rank: number }[]>()
for (const [rank, pair] of SAID.split(' ').entries()) {
  const [said = '', kept = ''] = pair.split('>')
  BY_SAID.set(said, [...(BY_SAID.get(said) ?? []), { kept, rank }])
}

/** Every reading of each character, the usual one first, with u for ü. A key counts in digits: 第6, and 零部件 as 0部件. */
export function readingsOf(text: string): string[][] {
  const syllables = syllablesOf(text.replace(/\d/g, (digit) => DIGITS.charAt(Number(digit))))
  return [...text].map((character, i) => {
    const usual = syllables[i] ?? character
    const all = [usual, ...(BY_CHARACTER.get(character) ?? [])]
    return [...new Set(all.map((syllable) => syllable.replace('v', 'u')))]
  })
}

const everyReading = remembering(
  (character: string): readonly string[] =>
    pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true }).map((one) => one.replace('v', 'u')),
  2000,
)

/** Whether two characters have a reading in common, be it one that neither is mostly read by. */
export function shareReading(a: string, b: string): boolean {
  const its = everyReading(b)
  return everyReading(a).some((reading) => its.includes(reading))
}

/** The same with one syllable as a register may have it, the likelier first. */
export function readOtherwise(spelt: readonly (readonly string[])[]): (readonly string[])[] {
  return spelt
    .flatMap((syllables) =>
      syllables.flatMap((said, i) =>
        (BY_SAID.get(said) ?? []).map(({ kept, rank }) => ({
          rank,
          whole: [...syllables.slice(0, i), kept, ...syllables.slice(i + 1)],
        })),
      ),
    )
    .sort((a, b) => a.rank - b.rank)
    .map(({ whole }) => whole)
}
