import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '手机号登录',
  lead: '不用注册，不用密码。我们发一条短信验证码给您。',
  phone: {
    label: '手机号码',
    hint: '中国大陆手机号码，用来接收验证码和办理进度',
    send: '获取验证码',
    missing: '请填写手机号码',
  },
  code: {
    title: '填写验证码',
    sentTo: (phone: string) => `验证码已发送到 ${phone}，10 分钟内有效。`,
    label: '6 位短信验证码',
    submit: '登录',
    missing: '请填写短信里的 6 位数字',
    again: '重新获取验证码',
    wait: (seconds: number) => `${seconds} 秒后可以重新获取`,
    resent: '验证码已重新发送，请用最新的一条',
    otherPhone: '换一个手机号',
    nothingCame: '没有收到短信？',
    nothingCameText: '请看看是不是被手机归入了垃圾短信，再确认号码没有写错。一分钟后可以重新获取。',
  },
  already: {
    title: '您已经登录',
    text: (phone: string) => `当前手机号 ${phone}`,
    goOn: '继续',
    other: '用另一个手机号登录',
  },
  demonstration: {
    title: '演示账号',
    text: '这是演示环境，人物和单位都是虚构的。点一个账号，手机号会自动填好；验证码在演示短信里看。',
    inbox: '打开演示短信',
    filled: (name: string) => `已填入：${name}`,
  },
} as const

export type SignInTexts = Wording<typeof chinese>
export const signInTexts = catalogue(chinese, () => import('../en/sign-in.ts'))
