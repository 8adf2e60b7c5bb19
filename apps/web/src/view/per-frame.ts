/** Milliseconds between two runs while nobody sees the page: browsers then paint nothing, and run no frames. */
const UNSEEN = 250;

/** Runs something after each call, but only once for all calls before the next frame is painted. */
export function perFrame(run: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    const due = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      isDue = false;
      run();
    };
    const frame = requestAnimationFrame(due);
    const timer = setTimeout(due, UNSEEN);
  };
}
