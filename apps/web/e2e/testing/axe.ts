import type { Page } from '@chat/browser';
import { source, type AxeResults, type RunOptions } from 'axe-core';

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

/** What hinders people, as far as a program can tell: what axe finds on the page as it is now. */
export async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
