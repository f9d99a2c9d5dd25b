import type { HomeTexts } from '../zh-CN/home.ts'

export const texts: HomeTexts = {
  title: 'Set up a Youth League organisation from your phone',
  lead: 'Give a few numbers. The League body of your street or township will call you and guide you until the organisation stands. It costs nothing.',
  start: 'Start an application',
  progress: 'Check progress',
  invitation: {
    title: 'Received an invitation message?',
    label: 'Invitation code',
    hint: 'The letters and digits in the message, capitals or not',
    open: 'Open the invitation',
    missing: 'Enter the invitation code from the message',
  },
  how: {
    title: 'How it works',
    fill: {
      title: 'Fill in',
      text: 'Confirm the enterprise and answer at most six questions, about three minutes. What you do not know can be left to the street office.',
    },
    contact: {
      title: 'Talk',
      text: 'The League body of the street or township contacts you within its promised time, checks the facts and replies.',
    },
    found: {
      title: 'Found',
      text: 'Hold the members’ meeting, send in the result, receive the reply: the organisation stands.',
    },
  },
  fewMembers: {
    title: 'Fewer than three members? Apply all the same',
    text: 'With a single employee aged 35 or under, you can found a youth work committee together with neighbours.',
  },
}
