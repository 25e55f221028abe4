import type { Facts } from '../engine/rule.ts';
import type { DateSpan } from '../engine/value.ts';

/**
 * A yes-no fact that the rule cannot do without.
 *
 * @throws TypeError when it is missing: no answer may be guessed from silence, so a flow has to ask
 * before it decides.
 */
export function yesNo(facts: Facts, name: string): boolean {
  const value = facts[name];
  if (typeof value !== 'boolean') {
    throw new TypeError(
      `fact "${name}": found ${typeof value}, allowed true or false; ask for it before deciding`,
    );
  }
  return value;
}

/**
 * A date fact, or `undefined` as long as it is not known.
 *
 * @throws TypeError when the fact is something other than a date.
 */
export function dateSpan(facts: Facts, name: string): DateSpan | undefined {
  const value = facts[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || !('earliest' in value)) {
    throw new TypeError(`fact "${name}": found ${typeof value}, allowed a date span`);
  }
  return value;
}
