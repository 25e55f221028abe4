/// <reference lib="dom" />

/**
 * Keeps a full-screen panel within what the on-screen keyboard leaves free: iOS and Chrome since 108
 * lay the keyboard over the page and tell only the visual viewport. Sets `--top` and `--height` on
 * `element`, in pixels. Gives back what stops it.
 */
export function followViewport(element: HTMLElement, changed: () => void): () => void {
  const viewport = window.visualViewport;

  function place(): void {
    // Zoomed in with two fingers, the viewport is a part of the page and not what is free of it.
    const isZoomed = viewport !== undefined && viewport !== null && viewport.scale > 1.05;
    if (viewport && !isZoomed) {
      element.style.setProperty('--top', `${viewport.offsetTop}px`);
      element.style.setProperty('--height', `${viewport.height}px`);
    }
    changed();
  }

  place();
  viewport?.addEventListener('resize', place);
  viewport?.addEventListener('scroll', place);
  window.addEventListener('resize', place);
  return () => {
    viewport?.removeEventListener('resize', place);
    viewport?.removeEventListener('scroll', place);
    window.removeEventListener('resize', place);
  };
}
