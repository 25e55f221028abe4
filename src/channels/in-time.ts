/**
 * What `work` comes to, or a rejection after so many milliseconds, or as soon as `halt` is aborted.
 * Whoever works is told by the signal they are given: what they do after that nobody waits for.
 *
 * @param what the beginning of the error: "the platform" took longer than 10 s
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { what, limitMs, halt }: { what: string; limitMs: number; halt?: AbortSignal | undefined },
): Promise<T> {
  halt?.throwIfAborted();
  const ending = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: Error) => {
    ended.reject(reason);
    ending.abort(reason);
  };
  const timer = setTimeout(() => {
    end(new Error(`${what} took longer than ${limitMs / 1000} s`));
  }, limitMs);
  const onHalt = () => end(new Error(`${what} was not waited for any longer`));
  halt?.addEventListener('abort', onHalt);
  try {
    return await Promise.race([work(ending.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    halt?.removeEventListener('abort', onHalt);
  }
}
