/** Characters that a scanner, a tired eye or an input by strokes takes for one another. */
const GROUPS =
  '未末 日曰目 己已巳 人入八 土士 千干于 王玉主 大太犬 天夫无元夭 木本术 力刀 白自 田由甲申中 东车 华毕 科料 贸贺 晴睛 江工红 州洲卅川 杭抗航坑 浙淅折 今令 兔免 候侯 拔拨 辨辩 博搏 材村 治冶 清请情 宇字 戍戌戊 泰秦 享亨 历厉 盲肓 昌冒 秀季 鸟乌 侍待 徒徙 壮状 捷挺 栋拣 桥侨 沈忱 洁沽浩 雷霍 锦绵 铭铬 间问 闻闹 思恩 晨展 曼漫 贝见 风凤 氏民 厂广 合台 吉古 名各 明朋 朗郎 萌荫 纳钠 绿缘 菜莱 蓝篮 赢嬴 佳住往 样祥详 利刹 丘立 端瑞 林森 奥粤 威咸 圆园 微徽 炎焱 伟纬 永水泳 宏宠 挥辉晖 油迪抽笛 远运 金鑫 日昌晶 水淼 富宫官 恒桓垣 锋峰烽 豪毫 泽择译 杨扬场 钢铜 刚钢纲 铜桐 鸿鹏 傅博 师帅 卓早 巨臣 成戌 平乎 升开井 昊吴 裕浴 凌陵 晟盛 云去 亿忆 伦论轮 佰柏伯 信倍 光尤 其具 冠寇 儿几 原源 贡贾 欣顺须 韵韶 腾滕 瑶遥 彤形 曦羲 骏俊峻 皓浩 铠凯 洋样 创仓 佑估 权杈 帆帜 舟丹 牛午 今会 珏珠 玲珍 琦琪 秋秒 稳隐 策荣 紫柴 耀跃 茂荗 莹萤 营莹 著暑 虹虾 诚城 诗侍 谊宜 赛塞 踪综 邦那 郁都 醇淳 锐税 隆降 雅稚 霖森 顶项 颖颍 驰弛 鼎鼐 盛盆盘 和知 安女 丽而 宝室 万方 特持待 全金 商啇 精情 洪洗 涛诗 洋泮 池地 达迭 通遍 迈近 兴兰 辰展 启后 商南 华桦 丰韦 圣至 吕昌 固圈 欧殴 恰怡 拍柏 恺凯 彬杉 沪泸 汇江 汉汊 治洽 湖潮 海悔 深探 渔鱼 源愿 潜潘 灵炅 焦集 熙照 牧枚 珂珀 琪棋 瑜愉 皇星 盈盆 盟萌 石右 码妈 磊垒 科种 章童 竹什 笛苗 第弟 筑巩 箭剪 粮娘 纸低 纺访仿 织识炽 绣诱 绵棉 美羡 翔翊 翰瀚 耐而 聚骤 股般 胜性 臻榛 舜瞬 良艮 芳方 苏办 茶荼 药约 莱来 营菅 蒙豪 蓉容 衡街 裕祐 誉举 赛寨 赢羸 越趋 路跑 轩杆 迅讯 达过 鄞邺 配酌 采彩 钟钏 铃玲 铝吕 银根 铸筹 锐说 键健 镇填 闽闻 阁阀 陶淘 雄雉 雪雷 青育 韩乾 颐硕 飞气 饰饬 馨磬 驼驮 骐琪 魏巍 鲁鱼 鸣呜 鹤鹊 麦表 龙尤'
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
