// The app comes in two parts. The first screens stand without the second, and whoever is faster than it waits a moment.
import { expect, type Page } from '@playwright/test';
import { test } from './support/device';
import { Waybill } from './support/server';
import { enterDemo, go, isWhole, pill } from './support/shop';

// Without the service worker, which keeps both parts.
test.use({ serviceWorkers: 'block', locale: 'en-GB' });

const REST = '**/rest-*.wasm';

let waybill: Waybill;

test.beforeEach(async () => {
  waybill = await Waybill.start({ demo: true });
});

test.afterEach(async () => {
  await waybill.end();
});

/** How the rest was asked for: behind the first picture, or by somebody who waits for it. */
function asked(page: Page): { behind: number; waiting: number } {
  const count = { behind: 0, waiting: 0 };
  page.on('request', (request) => {
    if (!/\/rest-[0-9a-f]{16}\.wasm$/.test(request.url())) return;
    if (request.resourceType() === 'xhr') count.waiting += 1;
    else count.behind += 1;
  });
  return count;
}

test('the first screens stand before the rest has come', async ({ page }) => {
  const count = asked(page);
  // Never answered: a screen that needed the rest would stand still.
  await page.route(REST, () => undefined);
  await page.goto(`${waybill.url}/sign-in`);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect.poll(() => count.behind).toBe(1);
  await page.unroute(REST);

  await enterDemo(page, waybill.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  for (const [address, stands] of [['/orders?view=all', 'tbody tr[id]'], ['/home', 'main a']] as const) {
    await page.route(REST, () => undefined);
    count.waiting = 0;
    await page.goto(`${waybill.url}${address}`);
    await page.locator(stands).nth(3).waitFor();
    await expect(pill(page)).toHaveAttribute('data-state', 'synced');
    expect(count.waiting, `${address} needs nothing of the rest; if it does, \`cargo xtask profile\` records it anew`).toBe(0);
    await page.unroute(REST);
  }
});

test('whoever is faster than the rest has it at once', async ({ page }) => {
  await enterDemo(page, waybill.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const count = asked(page);
  await page.route(REST, (route) => (route.request().resourceType() === 'xhr' ? route.continue() : undefined));
  await page.reload();
  await page.locator('tbody tr[id]').nth(3).waitFor();
  await go(page, '/settings/shop');
  await expect(page.getByLabel('Name of the shop')).toBeVisible();
  expect(count.waiting).toBe(1);
  expect(await isWhole(page)).toBe(true);
});

test('a person who needs the rest without a connection is told, and it goes on by itself', async ({ page }) => {
  await enterDemo(page, waybill.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  await page.route(REST, (route) => route.abort());
  await page.reload();
  await page.locator('tbody tr[id]').nth(3).waitFor();
  const told = page.getByText('All that was shown as saved is on this device.');
  await expect(told).toBeHidden();
  await go(page, '/settings/shop');
  await expect(told).toBeVisible();
  await page.unroute(REST);
  await expect(page.getByLabel('Name of the shop')).toBeVisible();
  await expect(told).toBeHidden();
});
