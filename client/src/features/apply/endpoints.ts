import type { readStandard, submitApplication } from '@yijian/shared/application/contract'
import type { listProvenEnterprises, lookUpEnterprise, searchEnterprises } from '@yijian/shared/library/contract'
import { endpoint } from '../../api/endpoint.ts'

export const provenEndpoint = endpoint<typeof listProvenEnterprises>('GET', '/api/enterprises/mine')
export const lookUpEndpoint = endpoint<typeof lookUpEnterprise>('GET', '/api/enterprises/by-code')
export const searchEndpoint = endpoint<typeof searchEnterprises>('GET', '/api/enterprises/search')
export const standardEndpoint = endpoint<typeof readStandard>('GET', '/api/standard')
export const submitEndpoint = endpoint<typeof submitApplication>('POST', '/api/applications')
