/**
 * As much of XMLHttpRequest as directlinejs (rxjs) uses, over fetch: in Node there is none, and the
 * client under test shall be the published one, unchanged.
 */
export class FetchRequest {
  readyState = 0;
  status = 0;
  timeout = 0;
  responseType = '';
  withCredentials = false;
  response: unknown = null;
  responseText = '';
  onreadystatechange: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  ontimeout: ((event: object) => void) | null = null;
  readonly #abort = new AbortController();
  readonly #sent = new Headers();
  #received = new Headers();
  #method = 'GET';
  #url = '';

  open(method: string, url: string): void {
    this.#method = method;
    this.#url = url;
    this.readyState = 1;
  }

  setRequestHeader(name: string, value: string): void {
    this.#sent.set(name, value);
  }

  getResponseHeader(name: string): string | null {
    return this.#received.get(name);
  }

  abort(): void {
    this.#abort.abort();
  }

  send(body?: BodyInit): void {
    this.#run(body).catch(() => this.onerror?.({ type: 'error' }));
  }

  async #run(body: BodyInit | undefined): Promise<void> {
    const response = await fetch(this.#url, {
      method: this.#method,
      headers: this.#sent,
      signal: this.#abort.signal,
      ...(body !== undefined && { body }),
    });
    const bytes = await response.arrayBuffer();
    this.#received = response.headers;
    this.status = response.status;
    this.responseText = new TextDecoder().decode(bytes);
    const isJson = this.responseType === 'json' && this.responseText !== '';
    this.response = isJson ? JSON.parse(this.responseText) : bytes;
    this.readyState = 4;
    this.onreadystatechange?.({ type: 'readystatechange' });
  }
}
