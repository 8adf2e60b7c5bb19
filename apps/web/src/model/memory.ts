const KEY = 'name';

/** The name of the last time; none, where the browser keeps nothing. */
export function rememberedName(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // It is typed again the next time.
  }
}
