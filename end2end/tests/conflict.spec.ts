// Two devices want the last unit while neither has a network: one wins, the other gets a card to decide.
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Locator, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { addWarehouse, allSent, go, importOrders, openOrder, openShop, secondDevice } from './support/shop';

const GBK = join(import.meta.dirname, '../fixtures/orders-gbk.csv');

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

async function takeIn(page: Page, code: string, units: number): Promise<void> {
  await page.getByLabel('SKU or barcode').fill(code);
  await page.getByLabel('Quantity', { exact: true }).fill(String(units));
  await page.getByRole('button', { name: 'Take in', exact: true }).click();
  await expect(page.getByRole('row').filter({ hasText: code })).toContainText(String(units));
}

async function reserve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Reserve stock' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reserve', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** The last tin of tea is promised twice, and the tablet is told so. */
async function promisedTwice(page: Page, context: BrowserContext, browser: Browser): Promise<{ other: BrowserContext; tablet: Page; card: Locator }> {
  const base = server.url;
  await openShop(page, base);
  await addWarehouse(page, base);
  await importOrders(page, GBK, /^Import \d+ orders/);
  await go(page, '/receiving/new');
  await page.getByRole('link', { name: 'Receive without announcing' }).click();
  await takeIn(page, 'MUG-CN', 2);
  await takeIn(page, 'TEA-CN', 1);
  await allSent(page);

  const other = await browser.newContext();
  const tablet = await secondDevice(other, base);
  await openOrder(page, 'TB20261101001');
  await openOrder(tablet, 'TB20261101002');

  await context.setOffline(true);
  await other.setOffline(true);
  await reserve(page);
  await reserve(tablet);
  await expect(page.getByText('Reserved', { exact: true }).first()).toBeVisible();
  await expect(tablet.getByText('Reserved', { exact: true }).first()).toBeVisible();

  await context.setOffline(false);
  await allSent(page);
  await other.setOffline(false);

  // The second one is told in plain words, with two ways on, and its other work is not held up.
  await expect(tablet.locator('a.sync').first()).toHaveAttribute('data-state', 'needs', { timeout: 60_000 });
  await go(tablet, '/sync');
  const card = tablet.locator('.decision').filter({ hasText: 'TEA-CN' });
  await expect(card).toBeVisible();
  await expect(card.getByRole('button')).toHaveCount(2);
  return { other, tablet, card };
}

/** Everything that was ever done on this device and is still in its outbox. */
function commands(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const asked = indexedDB.open('waybill-outbox');
    const database = await new Promise<IDBDatabase>((opened) => { asked.onsuccess = () => opened(asked.result); });
    const found = database.transaction('commands').objectStore('commands').count();
    await new Promise((done) => { found.onsuccess = done; });
    database.close();
    return found.result;
  });
}

test('the last tin of tea is promised twice offline, and once for real', async ({ page, context, browser }) => {
  const { other, tablet, card } = await promisedTwice(page, context, browser);
  await card.getByRole('button').last().click();
  await expect(card).toBeHidden();
  await allSent(tablet);
  await other.close();
});

test('what is decided in two tabs at once is done once', async ({ page, context, browser }) => {
  const { other, tablet, card } = await promisedTwice(page, context, browser);
  const second = await other.newPage();
  await second.goto(`${server.url}/sync`);
  const same = second.locator('.decision').filter({ hasText: 'TEA-CN' });
  await expect(same).toBeVisible();
  // A third tin comes in: now it can be done.
  await go(page, '/receiving/new');
  await page.getByRole('link', { name: 'Receive without announcing' }).click();
  await takeIn(page, 'TEA-CN', 1);
  await allSent(page);
  const before = await commands(tablet);
  // Together, before one tab can tell the other. Until the tablet has heard of the tin nothing is stored.
  const press = (card: Locator) => card.getByRole('button', { name: 'Try again' }).evaluate((button: HTMLButtonElement) => button.click());
  await expect(async () => {
    await Promise.all([press(card), press(same)]);
    await expect(card).toBeHidden({ timeout: 2_000 });
  }).toPass();
  await expect(same).toBeHidden();
  expect(await commands(tablet)).toBe(before + 1);
  await allSent(tablet);
  await other.close();
});
