import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  entry: {
    title: '输入邀请码',
    lead: '邀请码在短信里，由字母和数字组成，大小写都可以。',
    label: '邀请码',
    open: '打开邀请',
    missing: '请填写短信里的邀请码',
    incomplete: '邀请码是 10 位字母和数字，请对照短信检查一下',
    without: '没有邀请码，也可以直接申请',
  },
  title: '邀请贵单位建立共青团组织',
  from: (office: string) => `${office} 邀请`,
  facts: {
    name: '企业名称',
    code: '信用代码',
    street: '所属街道',
    principal: '法定代表人',
    phone: '登记手机号',
  },
  source: '以上信息来自市场监管部门登记，不用再填。',
  start: '信息无误，开始申请',
  silenced: '按机主的意愿，我们不再向这个手机发邀请短信。想申请仍然可以：点下面的按钮，只会收到一条验证码。',
  decline: '信息有误，或不是我单位',
  officer: {
    title: '谁在邀请',
    text: (officer: string, office: string) => `经办人 ${officer}，${office}`,
    verify: '想先核实真假？请拨打公开的办公电话：',
    noPhone: '想先核实真假？请到所在街道（乡镇）团组织当面询问。',
  },
  until: (day: string) => `邀请在 ${day} 前有效。`,
  codePage: {
    title: '验证登记手机',
    lead: (phone: string) => `为确认是本单位的人在办理，我们把验证码发到登记手机 ${phone}。`,
    back: '返回邀请',
  },
  notMyPhone: '这个手机号不在您手上？',
  notMyPhoneText: '请机主把验证码告诉您，或者用您自己的手机号直接申请，街道会打电话核实。',
  walkIn: '用我的手机号申请',
  used: {
    title: '这份邀请已经用过了',
    text: '您的单位已经用这份邀请提交了申请。登录后可以查看进度。',
    action: '查看进度',
  },
  over: {
    title: '这份邀请已失效',
    text: '邀请过了有效期，或者已被收回。您仍然可以直接申请，一样办理。',
    action: '直接申请',
  },
  unknown: {
    title: '没有找到这份邀请',
    text: '请对照短信检查邀请码，容易看错的字母和数字请再核对一遍。',
    again: '重新输入',
  },
  declining: {
    title: '不办理这份邀请',
    reason: '请选择原因',
    reasonMissing: '请选择一个原因',
    not_now: '暂不考虑',
    not_nowHint: '过一阵再联系，在那之前不再发邀请',
    when: '什么时候再联系您',
    months: (count: number) => `${count} 个月后`,
    not_us: '不是我单位',
    not_usHint: '我与这家企业没有关系，请不要再发到这个手机',
    wrong_information: '信息有误',
    wrong_informationHint: '名称、地址等与实际不一致',
    not_interested: '不打算办理',
    not_interestedHint: '不再发邀请，以后需要时可以自己申请',
    note: '补充说明',
    confirm: '确认',
    keep: '继续申请',
  },
  declined: {
    title: '已记录，谢谢您告诉我们',
    text: (office: string) => `您选择的原因已经告诉${office}，这份邀请不再有效。`,
    next: {
      not_now: (months: number) => `${months} 个月内不再向贵单位发邀请，到时再联系您。想早些办理，随时可以申请。`,
      wrong_information: '工作人员会联系您核实。信息有误也可以先申请：填写时说明哪里不对，街道会核实更正。',
      not_interested: '不再向贵单位发邀请。以后需要时，随时可以自己申请。',
      not_us: '不再向这个手机发邀请短信。',
    },
    apply: '仍然申请',
    home: '返回首页',
  },
} as const

export type InvitationTexts = Wording<typeof chinese>
export const invitationTexts = catalogue(chinese, () => import('../en/invitation.ts'))
