import { gradedProcedure } from '@yijian/shared/application/procedure'
import { request } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { standardEndpoint } from './endpoints.ts'

/** The thresholds and the first promise of the adopted procedure; the shipped ones until they have arrived, or offline. */
export function useStandard() {
  return useAnswer('standard', () => request(standardEndpoint)).answer ?? gradedProcedure
}
