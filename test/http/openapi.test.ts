import { expect, test } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { documented, problemOf, serve } from './service.ts';

const schemas = Object.entries(openApiDocument().components.schemas);

test('is served as JSON, with the address it was given', async () => {
  const { url } = await serve({ publicUrl: 'https://example.test' });
  const response = await fetch(`${url}/api/openapi.json`);
  expect(response.headers.get('Content-Type')).toContain('application/json');
  const document = (await response.json()) as ReturnType<typeof openApiDocument>;
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument('https://example.test'))));
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: 'https://example.test' }]);
});

test('every reference leads somewhere and every schema is used', () => {
  const text = JSON.stringify(openApiDocument());
  const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, id]) => id);
  expect([...new Set(named)].sort()).toEqual(schemas.map(([id]) => id).sort());
  expect(text.match(/"\$ref"/g)).toHaveLength(named.length);
});

test.each(schemas.filter(([, schema]) => schema.examples))(
  'the examples of %s are valid',
  (id, schema) => {
    expect(schema.examples?.length).toBeGreaterThan(0);
    for (const example of schema.examples ?? [])
      expect(() => documented(id).parse(example)).not.toThrow();
  },
);

test('every request and every answer has an example', () => {
  const without = schemas.filter(([, schema]) => !schema.examples).map(([id]) => id);
  expect(without).toEqual(['FieldError']);
});

test('every documented request example is taken by the service', async () => {
  const { post } = await serve();
  for (const [path, { post: operation }] of Object.entries(openApiDocument().paths)) {
    const { $ref } = operation.requestBody.content['application/json'].schema;
    const schema = schemas.find(([id]) => $ref.endsWith(`/${id}`))?.[1];
    for (const example of schema?.examples ?? []) {
      expect((await post(path, example)).status).toBe(200);
    }
  }
});

test.each([
  ['IdVnRequest', { citizen: true }],
  ['IdVnRequest', { citizen: true, birthDate: '2026-02-30' }],
  ['BizVnRequest', { kind: 'enterprise' }],
  ['BizVnRequest', { kind: 'household' }],
  ['AskRequest', { text: '' }],
  ['AskRequest', { text: 'a'.repeat(2001) }],
  ['IdVnAnswer', { outcome: 'eligible' }],
  ['Problem', { status: 422 }],
])('the document itself refuses %s %j', (id, value) => {
  expect(documented(id).safeParse(value).success).toBe(false);
});

test('it can only be read', async () => {
  const { post } = await serve();
  await problemOf(await post('/api/openapi.json', {}), 405);
});
