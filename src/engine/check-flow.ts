import { checkButtons, checkLabel, checkPayload, checkSources, checkText } from './check-text.ts';
import { END, type FlowFile, type Step } from './flow.ts';
import type { ParsedFiles } from './parsed-files.ts';
import { answerPayload } from './payload.ts';
import { type Report, unknownName } from './report.ts';
import type { Path, YamlSource } from './source.ts';
import { DECISION_WORDS } from './text.ts';

/** Checks one flow: its steps lead to steps, its rules, links, topics and slots exist. */
export function checkFlow(
  files: ParsedFiles,
  { source, value: flow }: ParsedFiles['flowFiles'][number],
  report: Report,
): void {
  const check = new FlowCheck(files, source, flow, report);
  check.head();
  for (const [name, step] of Object.entries(flow.steps)) check.step(name, step);
}

class FlowCheck {
  readonly #files: ParsedFiles;
  readonly #source: YamlSource;
  readonly #flow: FlowFile;
  readonly #report: Report;
  readonly #slots: string[];

  constructor(files: ParsedFiles, source: YamlSource, flow: FlowFile, report: Report) {
    this.#files = files;
    this.#source = source;
    this.#flow = flow;
    this.#report = report;
    this.#slots = Object.values(flow.steps).flatMap((step) => ('slot' in step ? [step.slot] : []));
  }

  head(): void {
    const { flow, start, label } = this.#flow;
    const file = this.#source.path.split('/').at(-1)!;
    if (file !== `${flow}.yaml`) {
      this.#say(['flow'], `"${flow}"`, `the file's name: "${file.replace(/\.yaml$/, '')}"`);
    }
    checkLabel(this.#files, this.#source, ['label'], label, this.#report);
    this.#next(['start'], start, false);
  }

  step(name: string, step: Step): void {
    const at = ['steps', name];
    if (name === END) this.#say(at, `a step named "${END}"`, `another name; "${END}" ends a flow`);
    if ('say' in step) this.#text([...at, 'say'], step.say);
    if ('end' in step) this.#text([...at, 'end'], step.end);
    if ('buttons' in step) {
      checkButtons(this.#files, this.#source, [...at, 'buttons'], step.buttons, this.#report);
    }
    if ('sources' in step && step.sources) {
      checkSources(this.#files, this.#source, [...at, 'sources'], step.sources, this.#report);
    }
    if ('then' in step && typeof step.then === 'string') this.#next([...at, 'then'], step.then);
    if ('ask' in step) this.#ask(name, at, step);
    if ('decide' in step) this.#decide(at, step);
    if ('link' in step) {
      this.#known(
        [...at, 'link'],
        step.link,
        'link of programme.yaml',
        Object.keys(this.#files.programme.links),
      );
    }
    if ('answer' in step)
      this.#known([...at, 'answer'], step.answer, 'topic', this.#files.names.topics);
    if ('jump' in step) this.#known([...at, 'jump'], step.jump, 'flow', this.#files.names.flows);
  }

  #ask(name: string, at: Path, step: Extract<Step, { ask: string }>): void {
    this.#text([...at, 'ask'], step.ask);
    this.#text([...at, 'again'], step.again);
    if (step.why !== undefined) this.#text([...at, 'why'], step.why);
    if (step.type === 'yes-no' && step.labels !== undefined) {
      for (const [key, label] of Object.entries(step.labels)) {
        checkLabel(this.#files, this.#source, [...at, 'labels', key], label, this.#report);
      }
    }
    const values =
      step.type === 'choice' ? step.choices.map((choice) => choice.value) : ['yes', 'no'];
    if (step.type === 'choice') {
      for (const [i, choice] of step.choices.entries()) {
        checkLabel(
          this.#files,
          this.#source,
          [...at, 'choices', i, 'label'],
          choice.label,
          this.#report,
        );
        const again = step.choices.findIndex(
          (other) => other.value === choice.value || other.label === choice.label,
        );
        if (again < i)
          this.#say([...at, 'choices', i], `"${choice.value}" again`, 'each value and label once');
      }
    }
    for (const value of values) {
      const payload = answerPayload(`${this.#flow.flow}/${name}`, value);
      checkPayload(this.#files, this.#source, at, payload, this.#report);
    }
    if (typeof step.then === 'string') return;
    for (const [value, next] of Object.entries(step.then)) {
      this.#known([...at, 'then', value], value, 'choice of this question', values);
      this.#next([...at, 'then', value], next);
    }
    for (const value of values) {
      if (!(value in step.then))
        this.#say([...at, 'then'], `no branch for "${value}"`, 'one for every choice');
    }
  }

  #decide(at: Path, step: Extract<Step, { decide: string }>): void {
    const rule = this.#files.rules.get(step.decide);
    if (rule === undefined) {
      this.#known([...at, 'decide'], step.decide, 'rule', this.#files.rules.keys());
      return;
    }
    const parameters = Object.keys(rule.parameters);
    for (const [parameter, slot] of Object.entries(step.with)) {
      this.#known(
        [...at, 'with', parameter],
        parameter,
        `parameter of rule "${rule.name}"`,
        parameters,
      );
      this.#known([...at, 'with', parameter], slot, 'slot of this flow', this.#slots);
    }
    for (const parameter of parameters) {
      if (!(parameter in step.with))
        this.#say([...at, 'with'], `no "${parameter}"`, 'every parameter of the rule');
    }
    const worded = new Map<string, string>();
    for (const [outcome, next] of Object.entries(step.outcomes)) {
      this.#known(
        [...at, 'outcomes', outcome],
        outcome,
        `outcome of rule "${rule.name}"`,
        Object.keys(rule.outcomes),
      );
      this.#next([...at, 'outcomes', outcome], next);
      if (rule.outcomes[outcome] === 'final')
        this.#words([...at, 'outcomes', outcome], outcome, next, worded);
    }
    for (const outcome of Object.keys(rule.outcomes)) {
      if (!(outcome in step.outcomes)) {
        this.#say(
          [...at, 'outcomes'],
          `no branch for "${outcome}"`,
          'one for every outcome of the rule',
        );
      }
    }
  }

  /** A final outcome has words of its own, with the source they stand on. */
  #words(at: Path, outcome: string, next: string, worded: Map<string, string>): void {
    const step = this.#flow.steps[next];
    if (step === undefined) return; // already reported as unknown
    const speaks = 'say' in step && !('handover' in step) && !('erase' in step);
    if (!speaks || step.sources === undefined) {
      this.#say(
        at,
        `"${next}", which gives no words with sources`,
        'a step with "say" and "sources"',
      );
    }
    const other = worded.get(next);
    if (other !== undefined)
      this.#say(at, `the words of "${other}"`, 'words of its own for every outcome');
    worded.set(next, outcome);
  }

  #text(path: Path, text: string): void {
    const extra = [...DECISION_WORDS, ...this.#slots];
    checkText(this.#files, this.#source, path, text, extra, this.#report);
  }

  #next(path: Path, name: string, endAllowed = true): void {
    if (endAllowed && name === END) return;
    const steps = Object.keys(this.#flow.steps);
    if (!steps.includes(name)) {
      unknownName(
        this.#source,
        path,
        name,
        `a step of this flow${endAllowed ? ` or "${END}"` : ''}`,
        steps,
        this.#report,
      );
    }
  }

  #known(path: Path, found: string, what: string, known: Iterable<string>): void {
    const names = [...known];
    if (names.includes(found)) return;
    unknownName(
      this.#source,
      path,
      found,
      `a ${what}: ${names.join(', ').slice(0, 300)}`,
      names,
      this.#report,
    );
  }

  #say(path: Path, found: string, allowed: string): void {
    this.#report(this.#source.diagnostic(path, { found, allowed }));
  }
}
