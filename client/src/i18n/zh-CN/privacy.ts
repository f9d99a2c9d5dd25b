import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '个人信息保护说明',
  lead: '一页说清：收集什么、用来做什么、给谁看、留多久、您有什么权利。',
  version: (version: string) => `版本 ${version}`,
  who: {
    title: '谁在处理您的信息',
    text: '共青团杭州市委员会，以及办理您申请的街道（乡镇）、区县团组织。每一步由谁办理，进度页上都写明单位和电话。',
  },
  what: {
    title: '收集哪些信息',
    contact: '联系人的姓名和手机号码，用于联系您、登录和发送进度短信。',
    numbers: '单位的人数：职工、35 周岁以下青年、团员、女职工，以及有没有党组织。只要数字，不要名单。',
    photos: '营业执照或会议结果的照片。照片里的拍摄地点等信息在上传前后都会去掉。',
    result: '选举结果里团支部书记的姓名。',
    register: '单位名称、信用代码、法定代表人等来自市场监管部门的登记，您不用填写。',
    never: '不收集身份证号码、住址、通讯录和位置。',
  },
  why: {
    title: '用来做什么',
    text: '只用于办理建立团组织的申请：核对、联系、批复、成立后的服务。依据是您的同意和团组织履行职责的需要。不做广告，不作其他用途。',
  },
  share: {
    title: '给谁看',
    text: '只有负责您所在街道（乡镇）、区县和市的团组织工作人员能看到。工会、妇联只有在您单独勾选同意后才会收到，不勾选不影响建团申请。',
  },
  keep: {
    title: '保留多久',
    text: '手机号码加密保存，页面上只显示前三位和后四位。申请和批复按档案管理的规定保存。没有提交的草稿在本机保存 30 天，提交、退出登录后即删除。',
  },
  rights: {
    title: '您的权利',
    text: '您可以随时查看、更正自己填写的内容，撤回申请，撤回对工会或妇联的同意，要求删除或复制您的信息。',
    how: '请拨打进度页上的办理电话，或到街道（乡镇）团组织当面提出，15 个工作日内答复。',
  },
} as const

export type PrivacyTexts = Wording<typeof chinese>
export const privacyTexts = catalogue(chinese, () => import('../en/privacy.ts'))
