import type { Bot } from './bot.ts';
import type { Understood } from './understood.ts';

/**
 * What was understood, as it may be kept: values of questions whose answers are forgotten (a birth
 * date) give way to the mask, so that the record shows that one was given and not which.
 */
export function recorded(bot: Bot, understood: Understood): Understood {
  const readings = understood.readings.map((reading) => {
    const [flow = '', step = ''] = reading.ask.split('/');
    const ask = bot.flows.get(flow)?.steps.get(step);
    if (ask?.kind !== 'ask' || !ask.forget) return reading;
    const { value, choices, ...rest } = reading;
    return {
      ...rest,
      ...(value === undefined ? {} : { value: bot.messages.maskedDate }),
      ...(choices === undefined ? {} : { choices: [] }),
    };
  });
  return { ...understood, readings };
}
