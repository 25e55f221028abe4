import type { AnswerFile } from './answer.ts';
import type { FlowFile } from './flow.ts';
import type { Limits } from './limits.ts';
import type { Messages } from './messages.ts';
import type { Programme } from './programme.ts';
import type { ReferralFile } from './referral.ts';
import type { Names } from './report.ts';
import type { Rule } from './rule.ts';
import type { YamlSource } from './source.ts';

/** A bot's files, read and each sound in itself, on their way to a bot. */
export interface ParsedFiles {
  programme: Programme;
  messages: Messages;
  rules: ReadonlyMap<string, Rule>;
  places: ReadonlyMap<string, string>;
  limits: Limits;
  answerFiles: readonly { source: YamlSource; value: AnswerFile }[];
  /** Absent when there is no such file. */
  referralFile?: { source: YamlSource; value: ReferralFile };
  flowFiles: readonly { source: YamlSource; value: FlowFile }[];
  names: Names;
  programmeFile: YamlSource;
  messagesFile: YamlSource;
}
