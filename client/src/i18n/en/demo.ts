import type { DemoTexts } from '../zh-CN/demo.ts'

export const texts: DemoTexts = {
  title: 'Demonstration inbox',
  lead: 'Short messages this demonstration would have sent, newest first. Nothing was really sent to anybody.',
  phone: 'Only this mobile number',
  filter: 'Filter',
  all: 'Show all',
  refresh: 'Refresh',
  none: 'No messages yet',
  noneText: 'Ask for a code or submit an application, and the messages appear here.',
  to: (phone: string) => `To ${phone}`,
  segments: (count: number) => `${count} billed`,
  copy: (code: string) => `Copy ${code}`,
  copied: (code: string) => `Copied ${code}`,
  open: 'Open the invitation',
  refuse: 'Reply R',
  refused: (phone: string) => `${phone} replied R and gets no more invitations`,
}
