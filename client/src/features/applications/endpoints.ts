import type {
  listMyApplications,
  readApplication,
  resubmitApplication,
  submitMeetingResult,
  withdrawApplication,
} from '@yijian/shared/application/contract'
import { endpoint } from '../../api/endpoint.ts'

export const listEndpoint = endpoint<typeof listMyApplications>('GET', '/api/applications')
export const readEndpoint = endpoint<typeof readApplication>('GET', '/api/applications/:id')
export const resubmitEndpoint = endpoint<typeof resubmitApplication>('POST', '/api/applications/:id/resubmit')
export const withdrawEndpoint = endpoint<typeof withdrawApplication>('POST', '/api/applications/:id/withdraw')
export const resultEndpoint = endpoint<typeof submitMeetingResult>('POST', '/api/applications/:id/result')
