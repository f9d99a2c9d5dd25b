import swagger from '@fastify/swagger'
import { ErrorBody } from '@yijian/shared/errors'
import type { Operation } from '@yijian/shared/operation'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'

export const openApiPath = '/api/openapi.json'

/** Schemas that the document names once and refers to. */
const named = z.registry<{ id: string }>()
named.add(ErrorBody, { id: 'ErrorBody' })

/** Describes every route from its operation; nothing about the API is written down twice. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '一键入团',
        description: 'A city’s Youth League lets enterprises set up a league organisation from a phone.',
        version: '0.1.0',
      },
      components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: createJsonSchemaTransform({ schemaRegistry: named }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry: named }),
  })
}

/** The schemas Fastify validates and serialises by, which are also what OpenAPI shows. */
export function schemaOf(operation: Operation): FastifySchema {
  const signedIn = operation.access === 'signed-in' || operation.access === 'officer'
  return {
    ...(operation.params ? { params: operation.params } : {}),
    ...(operation.query ? { querystring: operation.query } : {}),
    ...(operation.body ? { body: operation.body } : {}),
    ...(operation.records === 'attachment' ? { consumes: ['image/jpeg', 'image/png'] } : {}),
    ...(operation.takesBytes ? { consumes: ['application/octet-stream'] } : {}),
    response: { ...operation.responses, '4xx': ErrorBody, '5xx': ErrorBody },
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.path.split('/')[2] ?? 'api'],
    ...(signedIn ? { security: [{ accessToken: [] }] } : {}),
  } as FastifySchema // swagger reads the fields that Fastify's own type does not know
}
