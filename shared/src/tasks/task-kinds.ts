import type { Word } from '../vocabulary.ts'

export const taskStates = {
  open: { zh: '待办', en: 'Open' },
  done: { zh: '已办', en: 'Done' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Word>

/** One way in which a task of a kind is done. `note` says that the way needs a sentence about it. */
export type Way = Word & { readonly note?: true }

type Kind = {
  readonly name: Word
  /** What to do, in one sentence. */
  readonly advice: Word
  /** Working days until it is due. */
  readonly days: number
  readonly ways: Readonly<Record<string, Way>>
}

/**
 * What a newer register asks of an office, in the order of urgency. The days are defaults: no source gives a promise for
 * these. 依据: DOMAIN §3.3 (状态与处置), §8.10 第1、2、7、17、18 条
 */
export const taskKinds = {
  dead: {
    name: { zh: '企业已注销、吊销或清算', en: 'Enterprise closed' },
    advice: {
      zh: '核实后按程序撤销或整顿团组织；登记有误的，报市里更正。',
      en: 'Verify, then dissolve or reorganise the organisation; if the register is wrong, report it to the city.',
    },
    days: 20,
    ways: {
      dissolved: { zh: '已按程序撤销团组织', en: 'Organisation dissolved by the procedure', note: true },
      reorganised: {
        zh: '已整顿：并入其他团组织或换了依托单位',
        en: 'Reorganised: merged or carried by another unit',
        note: true,
      },
      left_joint: { zh: '该企业已退出联合团组织，其余单位照常', en: 'It left the joint body; the others go on' },
      register_wrong: {
        zh: '核实仍在经营，登记有误，已上报',
        en: 'It is at work; the register is wrong and this was reported',
        note: true,
      },
    },
  },
  moved: {
    name: { zh: '企业迁址', en: 'Enterprise moved' },
    advice: {
      zh: '电话问清实际经营地，确已迁走的，提出转交申请或转接团组织关系；仍在本地经营的，以实际经营地为准。',
      en: 'Ask where it really works. If it has moved, propose to transfer the application or the organisation; the working address counts.',
    },
    days: 10,
    ways: {
      transferred: { zh: '已转交或提出转接', en: 'Transferred, or the transfer was proposed' },
      works_here: { zh: '核实仍在本街道经营，不转', en: 'It still works here; not transferred', note: true },
      left_city: { zh: '已迁往市外，已与迁入地联系', en: 'It left the city; the other place was told', note: true },
    },
  },
  principal_changed: {
    name: { zh: '负责人变更', en: 'Principal changed' },
    advice: {
      zh: '请电话确认新负责人是否知情、同意。发给原负责人的邀请自动作废，需要的重新邀请。',
      en: 'Phone and ask whether the new principal knows and agrees. An invitation to the earlier one is void; invite again if needed.',
    },
    days: 10,
    ways: {
      confirmed: { zh: '已电话确认，申请或团组织照常', en: 'Confirmed by phone; everything goes on' },
      invited_again: { zh: '已重新邀请新负责人', en: 'The new principal was invited' },
      contact_updated: { zh: '已更换联系人', en: 'The contact was changed' },
      disagrees: {
        zh: '新负责人不同意，已另行沟通',
        en: 'The new principal disagrees; being talked about',
        note: true,
      },
    },
  },
  renamed: {
    name: { zh: '企业更名', en: 'Enterprise renamed' },
    advice: {
      zh: '团组织全称随企业名称变更，需办理改名批复；智慧团建里的名称不能修改，请在备注写明。',
      en: 'The organisation’s full name follows by a reply; the name in the national system cannot be changed, so note it there.',
    },
    days: 20,
    ways: {
      reply_issued: { zh: '已办理改名批复', en: 'The reply on the new name was issued', note: true },
      not_needed: {
        zh: '团组织名称不含企业名称，不需更改',
        en: 'Its name does not contain the enterprise’s; no change needed',
      },
    },
  },
  vanished: {
    name: { zh: '完整名册里没有了', en: 'Missing in the complete register' },
    advice: {
      zh: '电话或上门核实企业是否仍在经营。',
      en: 'Phone or visit and find out whether the enterprise is at work.',
    },
    days: 20,
    ways: {
      at_work: { zh: '核实仍在经营', en: 'It is at work' },
      closed: { zh: '核实已停止经营，已另行处理', en: 'It has closed; being dealt with', note: true },
      moved_away: { zh: '核实已迁走，已另行处理', en: 'It has moved away; being dealt with', note: true },
    },
  },
  paused: {
    name: { zh: '企业歇业、停业', en: 'Enterprise paused' },
    advice: {
      zh: '联系企业了解团员去向，团组织可暂停活动，不必撤销。',
      en: 'Ask where the members are; the organisation may rest and need not be dissolved.',
    },
    days: 30,
    ways: {
      resting: { zh: '已联系，团组织暂停活动', en: 'Contacted; the organisation rests' },
      at_work: { zh: '核实已恢复经营', en: 'It is at work again' },
      members_moved: { zh: '团员已转出', en: 'The members were transferred', note: true },
    },
  },
  provisional: {
    name: { zh: '手工录入的企业，名册里可能已有', en: 'Entered by hand, perhaps in the register' },
    advice: {
      zh: '对照营业执照确认是不是同一家；确认后申请改用登记信息。',
      en: 'Compare with the licence; once confirmed, the application uses what the register says.',
    },
    days: 5,
    ways: {
      same: { zh: '是同一家', en: 'It is the same enterprise' },
      other: { zh: '不是同一家', en: 'It is another enterprise' },
    },
  },
} as const satisfies Record<string, Kind>

export type TaskKind = keyof typeof taskKinds

/** The ways of a kind, as the form and the server read them. */
export function waysOf(kind: TaskKind): Readonly<Record<string, Way>> {
  return taskKinds[kind].ways
}
