import {
  getDraft,
  listMyApplications,
  readApplication,
  readAttachment,
  readStandard,
  resubmitApplication,
  saveDraft,
  submitApplication,
  submitMeetingResult,
  uploadAttachment,
  withdrawApplication,
} from '@yijian/shared/application/contract'
import { route } from '../http/serve.ts'
import { handleReadAttachment, handleUploadAttachment } from './attachments.ts'
import { handleGetDraft, handleSaveDraft } from './keep-draft.ts'
import { handleListMyApplications } from './list-my-applications.ts'
import { handleReadApplication } from './read-application.ts'
import { handleReadStandard } from './read-standard.ts'
import { handleResubmitApplication } from './resubmit-application.ts'
import { handleSubmitApplication } from './submit-application.ts'
import { handleSubmitMeetingResult } from './submit-meeting-result.ts'
import { handleWithdrawApplication } from './withdraw-application.ts'

export const applicationRoutes = [
  route(getDraft, handleGetDraft),
  route(saveDraft, handleSaveDraft),
  route(submitApplication, handleSubmitApplication),
  route(readStandard, handleReadStandard),
  route(listMyApplications, handleListMyApplications),
  route(readApplication, handleReadApplication),
  route(resubmitApplication, handleResubmitApplication),
  route(withdrawApplication, handleWithdrawApplication),
  route(submitMeetingResult, handleSubmitMeetingResult),
  route(uploadAttachment, handleUploadAttachment),
  route(readAttachment, handleReadAttachment),
]
