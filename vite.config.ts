import { defineConfig } from 'vite';

/**
 * Builds the chat widget as one classic script, `dist/widget/widget.js`, and its style sheet beside
 * it for browsers that cannot construct one.
 *
 * The oldest browsers it is for: Android WebView and Chrome 61 (2017), Safari and iOS 12, Firefox 68.
 * Custom elements with a shadow root and ES2017 settle that; what came later (constructed style
 * sheets, env(), :focus-visible, overflow-wrap: anywhere) has a fallback where it is used. Chromium
 * can only be tested as it is now, so a test reads the built file for newer syntax and newer calls.
 */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/widget',
    target: 'es2017',
    cssTarget: ['chrome61', 'safari12'],
    lib: {
      entry: 'src/channels/web/widget/main.ts',
      formats: ['iife'],
      name: 'TroLyVn',
      fileName: () => 'widget.js',
      cssFileName: 'widget',
    },
  },
});
