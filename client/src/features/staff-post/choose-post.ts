import type { choosePost } from '@yijian/shared/identity/contract'
import { endpoint } from '../../api/endpoint.ts'

export const choosePostEndpoint = endpoint<typeof choosePost>('POST', '/api/sign-in/post')
