import type { ReplyTexts } from '../zh-CN/reply.ts'

export const texts: ReplyTexts = {
  title: 'Reply',
  back: 'Progress',
  print: 'Print or save as PDF',
  to: (enterprise: string) => `To ${enterprise}:`,
  formation: {
    title: (organisation: string) => `Reply agreeing to the formation of ${organisation}`,
    paragraphs: {
      received: (number: string) => `Your application for a league organisation (number ${number}) has been received.`,
      agree: (organisation: string) => `The formation of ${organisation} is agreed to.`,
      meeting:
        'Please hold a members’ meeting under the league’s constitution, elect a secretary (or a committee), and report the result to this office.',
    },
  },
  result: {
    title: (organisation: string) => `Reply on the election result of ${organisation}`,
    paragraphs: {
      received: (number: string) => `The result of your election (application ${number}) has been received.`,
      agree: (organisation: string, secretary: string) =>
        `The election result of ${organisation} is agreed to; ${secretary} is its secretary.`,
      agreeUnnamed: (organisation: string) => `The election result of ${organisation} is agreed to.`,
      established: (organisation: string) => `${organisation} exists from the date of this reply.`,
    },
  },
  committee: {
    title: (organisation: string) => `Reply agreeing to the formation of ${organisation}`,
    paragraphs: {
      received: (number: string) => `The application (number ${number}) has been received.`,
      agree: (organisation: string) =>
        `The formation of ${organisation} is agreed to. It exists from the date of this reply.`,
      covers: (enterprises: string) => `It covers: ${enterprises}.`,
      work: 'Please carry on youth work under the rules and serve the young people of these enterprises.',
    },
  },
  end: 'This is our reply.',
  filed: (offices: string) => `Filed with: ${offices}`,
  translation: 'A translation: the Chinese text is the official one.',
  comma: ', ',
}
