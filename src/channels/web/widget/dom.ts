/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Attributes by name; `class` and `aria-*` as in HTML. `undefined` and false: left out. */
export type Attributes = Record<string, string | number | boolean | undefined>;

/** A new element. Strings become text, never markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children);
  return element;
}

/** A button that calls `press`. It never submits a form of the page we stand in. */
export function button(
  attributes: Attributes,
  press: () => void,
  ...children: (Node | string)[]
): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', press);
  return element;
}

/** A line drawing of 24 × 24, in the colour of the text; hidden from screen readers. */
export function icon(path: string): SVGSVGElement {
  const svg = 'http://www.w3.org/2000/svg';
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  element.append(line);
  return element;
}
