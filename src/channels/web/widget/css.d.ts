/** A style sheet that the build writes into a file of its own. */
declare module '*.css' {}

/** A style sheet as text, minified. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
