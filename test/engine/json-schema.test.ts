import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemas } from '../../src/engine/json-schema.ts';

const FOLDER = new URL('../../flows/schema/', import.meta.url);

test('every schema is committed, and no other', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(jsonSchemas()).sort());
});

test.each(Object.entries(jsonSchemas()))(
  'the committed %s is the one the code makes (npm run flows:check -- --schema)',
  (name, schema) => {
    const committed: unknown = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);
