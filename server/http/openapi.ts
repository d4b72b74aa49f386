import { z } from 'zod';
import { failure, type Endpoint } from '../../shared/contract/api';
import { ENDPOINTS } from '../../shared/contract/endpoints';
import { API } from './api/register';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of the whole contract, made from the schemas that check the requests. */
export function openApi(): Json {
  const paths: Record<string, Json> = {};
  for (const [name, endpoint] of Object.entries(ENDPOINTS)) {
    const path = API + endpoint.path;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'NCRE assistant', version: '1' },
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      schemas: { Failure: schemaOf(failure) },
    },
  };
}

function operationOf(name: string, endpoint: Endpoint): Json {
  const { summary, access, body, upload, answer, status = 200 } = endpoint;
  const picture = {
    required: true,
    content: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['photo'],
          properties: { photo: { type: 'string', format: 'binary' } },
        },
      },
    },
  };
  return {
    operationId: name,
    summary,
    security: access === 'public' ? [] : [{ session: [] }],
    parameters: parametersOf(endpoint),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    ...(upload && { requestBody: picture }),
    responses: {
      [status]: { description: 'Done', content: { 'application/json': { schema: schemaOf(answer) } } },
      default: {
        description: 'Refused or failed',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      },
    },
  };
}

function parametersOf({ params, query, idempotent }: Endpoint): Json[] {
  const listOf = (schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] =>
    Object.entries(schema?.shape ?? {}).map(([name, type]) => ({
      name,
      in: place,
      required: place === 'path' || !(type as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(type as z.ZodType, 'input'),
    }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', minLength: 8 },
  };
  return [...listOf(params, 'path'), ...listOf(query, 'query'), ...(idempotent ? [key] : [])];
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
}
