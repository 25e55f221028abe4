import type { Rule } from '../engine/rule.ts';
import { bizVn } from './biz-vn.ts';
import { idVn } from './id-vn.ts';
import { programme } from './programme.ts';

/** Every rule a flow may name in `decide`; given to the engine when the flows are compiled. */
export const RULES: readonly Rule[] = [programme, idVn, bizVn];
