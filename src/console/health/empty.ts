import type { Bot, Step } from '../../engine/bot.ts';
import { placeholders } from '../../engine/text.ts';

/** A setting of `flows/programme.yaml` without a value, and what is not said because of it. */
export interface EmptySetting {
  setting: string;
  hides: { kind: 'answer' | 'step'; id: string; title: string }[];
}

/**
 * The settings officers still have to fill in. A paragraph that needs one is left out of every text
 * until then (`fill` in `src/engine/text.ts`). The plan counts as empty as long as its title holds
 * no number: it is then cited without one, and nothing is left out.
 */
export function emptySettings(bot: Bot): EmptySetting[] {
  const empty = Object.entries(bot.programme.contact)
    .filter(([, value]) => value === null)
    .map(([name]) => `contact.${name}`);
  const plan = bot.programme.sources.plan;
  return [
    ...empty.map((setting) => ({ setting, hides: saying(bot, setting) })),
    ...(plan !== undefined && !/\d/.test(plan) ? [{ setting: 'sources.plan', hides: [] }] : []),
  ];
}

function saying(bot: Bot, word: string): EmptySetting['hides'] {
  const uses = (texts: readonly (string | undefined)[]) =>
    texts.some((text) => text !== undefined && placeholders(text).includes(word));
  const answers = [...bot.answers.values()]
    .filter(({ short, details, afterProgramme }) =>
      uses([short, details, afterProgramme?.short, afterProgramme?.details]),
    )
    .map(({ topic, title }) => ({ kind: 'answer' as const, id: topic, title }));
  const steps = [...bot.flows.values()].flatMap((flow) =>
    [...flow.steps.values()]
      .filter((step) => uses(textsOf(step)))
      .map(({ id }) => ({ kind: 'step' as const, id, title: flow.title })),
  );
  return [...answers, ...steps];
}

function textsOf(step: Step): (string | undefined)[] {
  if (step.kind === 'ask') return [step.text, step.again, step.why];
  return 'text' in step ? [step.text] : [];
}
