import { catalogue, type Wording } from '../catalogue.ts'

const chinese = {
  title: '工作台工具',
  lead: '适合在电脑上做的事',
  tools: {
    tasks: { title: '登记变化', text: '名册更新以后要联系、要核对的企业' },
    imports: { title: '登记数据导入', text: '导入市场监管部门的登记名册，看清变化再生效，可以撤销' },
    lists: { title: '清单互换', text: '核对工会等单位给的企业清单，得到带结论的清单和共建清单' },
    places: { title: '地址归属', text: '给看不出街道的企业定街道，一次定下来，以后同样的地址自动认得' },
    sending: { title: '邀请短信规则', text: '什么时段、多久可以发一次邀请短信，从哪天起，怎样调整' },
  },
} as const

export type StaffDeskTexts = Wording<typeof chinese>
export const staffDeskTexts = catalogue(chinese, () => import('../en/staff-desk.ts'))
