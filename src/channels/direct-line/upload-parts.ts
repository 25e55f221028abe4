import type { Readable } from 'node:stream';
import { DirectLineError } from './error.ts';

/** The largest upload: what Direct Line takes, with room for a telephone's photograph. */
export const MAX_UPLOAD = 10 * 1024 * 1024;

/** The largest activity among the parts, and the largest head of a part. */
const MAX_ACTIVITY = 256 * 1024;
const MAX_HEAD = 16 * 1024;

/** What is known of an upload: no content, only what it was, and the activity it came with. */
export interface UploadParts {
  contentTypes: string[];
  /** JSON, from the part `application/vnd.microsoft.activity`. */
  activity?: string;
}

const ACTIVITY = 'application/vnd.microsoft.activity';
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Reads an upload to its end and keeps nothing of the files. The assistant cannot look at pictures,
 * and a photograph of an identity card is best not kept at all.
 */
export async function readUpload(body: Readable, contentType: string): Promise<UploadParts> {
  const boundary = /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(
    contentType,
  );
  const chunks = limited(body);
  if (boundary === null) {
    for await (const _ of chunks);
    return { contentTypes: [mediaType(contentType)] };
  }
  return readMultipart(chunks, boundary[1] ?? boundary[2]!);
}

async function* limited(body: Readable): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_UPLOAD) throw tooBig();
    yield chunk;
  }
}

export function tooBig(): DirectLineError {
  return new DirectLineError(413, 'MessageSizeTooBig', 'the upload is too large');
}

/**
 * RFC 7578, as a walk over `head, body, delimiter, head, body …`: of the bytes read, only an
 * unfinished head, the activity and a possible half of a delimiter are held.
 */
async function readMultipart(
  chunks: AsyncIterable<Buffer>,
  boundary: string,
): Promise<UploadParts> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const parts: UploadParts = { contentTypes: [] };
  const activity: Buffer[] = [];
  let where: 'preamble' | 'head' | 'file' | 'activity' | 'end' = 'preamble';
  let activitySize = 0;
  // The first delimiter may begin the body, without the line break before it.
  let held = Buffer.from('\r\n');

  const keep = (bytes: Buffer) => {
    if (where !== 'activity') return;
    activitySize += bytes.length;
    if (activitySize > MAX_ACTIVITY) throw tooBig();
    activity.push(bytes);
  };

  for await (const chunk of chunks) {
    if (where === 'end') continue;
    held = Buffer.concat([held, chunk]);
    for (;;) {
      // The last delimiter is followed by "--" instead of a head.
      if (where === 'head' && held.subarray(0, 2).toString('latin1') === '--') where = 'end';
      if (where === 'end') break;
      const mark: Buffer = where === 'head' ? HEAD_END : delimiter;
      const at = held.indexOf(mark);
      if (at === -1) break;
      const before = held.subarray(0, at);
      held = held.subarray(at + mark.length);
      if (where === 'head') {
        const type = headType(before);
        where = type === ACTIVITY ? 'activity' : 'file';
        if (type !== undefined && type !== ACTIVITY) parts.contentTypes.push(type);
      } else {
        keep(before);
        where = 'head';
      }
    }
    if (where === 'head' && held.length > MAX_HEAD) throw malformed();
    if (where !== 'head') {
      const sure = Math.max(0, held.length - delimiter.length);
      keep(held.subarray(0, sure));
      held = held.subarray(sure);
    }
  }
  if (where !== 'end') throw malformed();
  if (activity.length > 0) parts.activity = Buffer.concat(activity).toString('utf8');
  return parts;
}

/** The type of a part that is a file or an activity; other form fields have a name only. */
function headType(head: Buffer): string | undefined {
  const text = head.toString('utf8');
  const type = /^content-type:\s*(.+)$/im.exec(text)?.[1];
  if (type !== undefined) return mediaType(type);
  return /filename/i.test(text) ? 'application/octet-stream' : undefined;
}

function mediaType(header: string): string {
  return header.split(';')[0]!.trim().toLowerCase().slice(0, 200) || 'application/octet-stream';
}

function malformed(): DirectLineError {
  return new DirectLineError(400, 'BadSyntax', 'the multipart body is malformed');
}
