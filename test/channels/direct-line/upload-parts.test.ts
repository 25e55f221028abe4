import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUpload } from '../../../src/channels/direct-line/upload-parts.ts';

/** A form as fetch sends it, cut into pieces at random places. */
async function formOf(form: FormData): Promise<{ body: Buffer; type: string }> {
  const response = new Response(form);
  return {
    body: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('Content-Type') ?? '',
  };
}

function pieces(body: Buffer, cuts: readonly number[]): Readable {
  const places = [...new Set(cuts.map((cut) => cut % body.length))].sort((a, b) => a - b);
  const starts = [0, ...places];
  return Readable.from(starts.map((start, i) => body.subarray(start, places[i] ?? body.length)));
}

test('wherever the network cuts it, a form gives its types and its activity', async () => {
  const files = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 });
  const cuts = fc.array(fc.nat(), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(files, fc.string({ unit: 'grapheme' }), cuts, async (contents, text, cuts) => {
      const form = new FormData();
      const activity = JSON.stringify({ type: 'message', text });
      form.append('activity', new Blob([activity], { type: 'application/vnd.microsoft.activity' }));
      for (const content of contents) {
        form.append('file', new Blob([content.slice()], { type: 'image/png' }), 'a.png');
      }
      const { body, type } = await formOf(form);
      expect(await readUpload(pieces(body, cuts), type)).toEqual({
        contentTypes: contents.map(() => 'image/png'),
        activity,
      });
    }),
    { numRuns: 60 },
  );
});

test('a single file is its type', async () => {
  const upload = await readUpload(Readable.from([Buffer.from('abc')]), 'image/JPEG; q=1');
  expect(upload).toEqual({ contentTypes: ['image/jpeg'] });
});

test('a form that breaks off is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob(['content'], { type: 'image/png' }), 'a.png');
  const { body, type } = await formOf(form);
  const broken = Readable.from([body.subarray(0, body.length - 8)]);
  await expect(readUpload(broken, type)).rejects.toMatchObject({ status: 400 });
});

test('more than 10 MB is refused, and not read on', async () => {
  let read = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        read += 1;
        yield Buffer.alloc(1024 * 1024);
      }
    })(),
  );
  await expect(readUpload(endless, 'image/png')).rejects.toMatchObject({ status: 413 });
  expect(read).toBeLessThan(40);
});
