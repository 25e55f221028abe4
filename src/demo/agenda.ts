/** What is to happen, in the order of time; what comes at the same moment, in the order it was noted. */
export class Agenda<T> {
  readonly #entries: { at: Date; what: T }[] = [];

  /** Few lie ahead at any time: those who are talking now, and the links they will open. */
  add(at: Date, what: T): void {
    const later = this.#entries.findLastIndex((entry) => entry.at <= at) + 1;
    this.#entries.splice(later, 0, { at, what });
  }

  /** Takes off what happens next, if that is before `until`. */
  next(until: Date): { at: Date; what: T } | undefined {
    const [first] = this.#entries;
    return first !== undefined && first.at < until ? this.#entries.shift() : undefined;
  }
}
