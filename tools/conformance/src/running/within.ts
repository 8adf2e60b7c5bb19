/**
 * What is awaited, if it comes in time.
 *
 * @param limit in milliseconds
 * @param complaint what the error says when these are over
 */
export async function within<T>(limit: number, complaint: string, body: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(complaint));
    }, limit);
  });
  try {
    return await Promise.race([body, late]);
  } finally {
    clearTimeout(timer);
  }
}
