/** A node of an ESTree, as far as it matters here. */
type Node = { type: string } & Record<string, unknown>;

/** Syntax that came after ES2017, and where in the language it came. */
const SYNTAX: Record<string, (node: Node) => boolean> = {
  'object spread (2018)': (node) =>
    node.type === 'ObjectExpression' && has(node.properties, 'SpreadElement'),
  'object rest (2018)': (node) =>
    node.type === 'ObjectPattern' && has(node.properties, 'RestElement'),
  'async iteration (2018)': (node) =>
    (node.type === 'ForOfStatement' && node.await === true) ||
    (node.async === true && node.generator === true),
  'catch without a name (2019)': (node) => node.type === 'CatchClause' && !node.param,
  'optional chaining (2020)': (node) => node.type === 'ChainExpression',
  '?? (2020)': (node) => node.operator === '??',
  'BigInt (2020)': (node) => node.type === 'Literal' && typeof node.bigint === 'string',
  'import() (2020)': (node) => node.type === 'ImportExpression',
  'import.meta (2020)': (node) =>
    node.type === 'MetaProperty' &&
    node.property !== undefined &&
    (node.property as { name?: string }).name === 'meta',
  'logical assignment (2021)': (node) => /^(\?\?|\|\||&&)=$/.test(String(node.operator)),
  'class fields (2022)': (node) =>
    ['PropertyDefinition', 'PrivateIdentifier', 'StaticBlock'].includes(node.type),
  'regular expression of 2018 or later': (node) => {
    const regex = node.regex as { pattern: string; flags: string } | undefined;
    return (
      regex !== undefined && (/[sdv]/.test(regex.flags) || /\(\?<|\\[pP]\{/.test(regex.pattern))
    );
  },
};

/** Methods and globals that Chrome 61 does not have, and that the widget must not call bare. */
const CALLS = new Set([
  ...['at', 'flat', 'flatMap', 'replaceAll', 'matchAll', 'trimStart', 'trimEnd', 'fromEntries'],
  ...['allSettled', 'any', 'finally', 'hasOwn', 'findLast', 'toSorted', 'withResolvers'],
  ...[
    'replaceChildren',
    'toggleAttribute',
    'randomUUID',
    'scrollTo',
    'arrayBuffer',
    'checkVisibility',
  ],
]);
const GLOBALS = new Set([
  ...['AbortController', 'AbortSignal', 'ResizeObserver', 'structuredClone', 'queueMicrotask'],
  ...['globalThis', 'BigInt', 'WeakRef'],
]);

/** What a script (its ESTree) needs that a browser of 2017 lacks; empty when it runs there. */
export function newerThan2017(tree: object): string[] {
  const found = new Set<string>();
  visit(tree, (node) => {
    for (const [name, matches] of Object.entries(SYNTAX)) if (matches(node)) found.add(name);
    const callee = node.type === 'CallExpression' ? (node.callee as Node) : undefined;
    const method = (callee?.property as { name?: string } | undefined)?.name;
    if (method !== undefined && CALLS.has(method)) found.add(`.${method}()`);
    if (node.type === 'Identifier' && GLOBALS.has(String(node.name))) found.add(String(node.name));
  });
  return [...found];
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value && typeof value.type === 'string') see(value as Node);
  for (const child of Object.values(value)) visit(child, see);
}

function has(nodes: unknown, type: string): boolean {
  return Array.isArray(nodes) && nodes.some((node: Node) => node.type === type);
}
