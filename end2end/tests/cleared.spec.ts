// The browser has cleared this device's storage, under the open app or while it was closed: the books come again from the
// server, and what could be lost is said.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, OWNER, pill } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

/** As the browser does it when it runs out of space. */
async function clearStorage(context: BrowserContext, page: Page): Promise<void> {
  const chromium = await context.newCDPSession(page);
  await chromium.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
  await chromium.detach();
}

test('cleared under the open app: what it holds in memory is saved again, and sent once', async ({ page, context }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  await takeIn(page, MUG, 1, 1);
  await allSent(page);
  await context.setOffline(true);
  await takeIn(page, MUG, 2, 3);
  await takeIn(page, MUG, 3, 6);
  await clearStorage(context, page);
  await takeIn(page, MUG, 4, 10);
  // Four, if the network went before the effects of the first had come back: then it is offered once more.
  const unsent = /[34] changes saved on this device/;
  await expect(pill(page)).toContainText(unsent);

  // The books themselves come again from the server only; the work is here and waits.
  await page.reload();
  await expect(pill(page)).toContainText(unsent);
  await context.setOffline(false);
  await allSent(page);
  await expect(taken(page, MUG)).toHaveText('10');
  expect(await books.onHand(MUG)).toBe(10);
});

test('cleared while closed: it says so, and after signing in everything of the server is here again', async ({ page, context }) => {
  await openDock(page, server.url);
  const dock = page.url();
  const books = await Books.of(page, server.url);
  await takeIn(page, MUG, 5, 5);
  await allSent(page);
  await context.setOffline(true);
  await takeIn(page, MUG, 1, 6);
  await page.goto('about:blank');
  await clearStorage(context, page);
  await context.setOffline(false);

  await page.goto(dock);
  await expect(page.getByText('The browser has cleared what was kept on this device', { exact: false })).toBeVisible();
  await expect(page.getByText('1 change had not reached the server and is lost', { exact: false })).toBeVisible();
  await page.getByLabel('E-mail', { exact: true }).fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(taken(page, MUG)).toHaveText('5');
  await takeIn(page, MUG, 2, 7);
  await allSent(page);
  expect(await books.onHand(MUG)).toBe(7);
});
