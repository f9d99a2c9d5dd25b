/** Characters that a scanner, a tired eye or an input by strokes takes for one another. */
const GROUPS =
  '未末 日曰目 己已巳 人入八 土士 千干于 王玉主 大太犬 天夫无元 木本术 力刀 白自 田由甲申 东车 华毕 科料 贸贺 晴睛 江工红 州洲卅川 杭抗航坑 浙淅折 今令 兔免 候侯 拔拨 辨辩 博搏 材村 治冶 清请情 宇字 戍戌戊 泰秦 享亨 历厉 盲肓 昌冒 秀季 鸟乌 侍待 徒徙 壮状 捷挺 栋拣 桥侨 沈忱 洁沽浩 雷霍 锦绵 铭铬 间问 闻闹 思恩 晨展 曼漫 贝见 风凤 氏民 厂广 合台 吉古 名各 明朋 朗郎 萌荫 纳钠 绿缘 菜莱 蓝篮 赢嬴 佳住往 样祥详 利刹 丘立 端瑞 林森 奥粤 威咸 圆园 微徽 炎焱 伟纬'
const PAIRS = new Set(
  GROUPS.split(' ').flatMap((group) => [...group].flatMap((one) => [...group].map((other) => one + other))),
)

/** Whether two texts of one length differ in nothing but characters that look alike. */
export function looksLike(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] && !PAIRS.has(a.charAt(i) + b.charAt(i))) return false
  }
  return true
}
