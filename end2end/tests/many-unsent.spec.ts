// A device that was long without the server holds thirteen thousand unsent changes: it opens again with all of them, also
// after its browser was closed, and the server gets each once.
import { expect, type Page } from '@playwright/test';
import { test } from './support/device';
import { Books } from './support/dock';
import { allSent, go, openShop, pill } from './support/shop';
import { importMany } from './support/wholesale';

const ORDERS = 10_000;
/** The import, its 3,000 products, and its orders. */
const CHANGES = '13,002';

async function everythingIsThere(page: Page): Promise<void> {
  await expect(pill(page)).toContainText(`${CHANGES} changes saved on this device`, { timeout: 60_000 });
  await go(page, '/orders?view=all');
  await expect(page.getByText('10,000 orders', { exact: true })).toBeVisible({ timeout: 30_000 });
}

test('10,000 orders that nobody has sent survive a reload and a closed browser', async ({ server, device }) => {
  test.setTimeout(300_000);
  let page = await device.page();
  await openShop(page, server.url);
  await allSent(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.kill();
  await importMany(page, ORDERS);
  await everythingIsThere(page);

  await test.step('loaded again', async () => {
    await page.reload();
    await everythingIsThere(page);
  });

  await test.step('closed and opened again', async () => {
    await device.close();
    await device.start();
    page = await device.page();
    await page.goto(`${server.url}/home`);
    await everythingIsThere(page);
  });

  await test.step('the server is back, and has each once', async () => {
    await server.run();
    await expect(pill(page)).toHaveAttribute('data-state', 'synced', { timeout: 150_000 });
    expect(await (await Books.of(page, server.url)).orders()).toEqual({ all: ORDERS, different: ORDERS });
  });
});
