// A device without space: nothing looks saved that is not, a red band says so, and with space again all is well.
import { expect, type CDPSession, type Page } from '@playwright/test';
import { test } from './support/device';
import { Books, MUG, bring, openDock, taken, takeIn } from './support/dock';
import type { Waybill } from './support/server';
import { allSent, go, pill } from './support/shop';
import { importMany } from './support/wholesale';

/** Room for the app and the books of a new shop, and not for much more. */
const SMALL_DISK = 24 * 1024 * 1024;

/** The browser asks for the space that is left only now and then: it has to be small before the app is opened. */
async function smallDisk(page: Page, server: Waybill): Promise<CDPSession> {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: SMALL_DISK });
  return chromium;
}

/** Writes until the browser refuses what is smaller than any change. */
async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('photographs', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('all', { autoIncrement: true });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const fits = (size: number) =>
      new Promise<boolean>((resolve) => {
        const writing = database.transaction('all', 'readwrite');
        writing.objectStore('all').put('x'.repeat(size));
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
    for (let size = 4 << 20; size >= 64; ) {
      if (!(await fits(size))) size = Math.floor(size / 4);
    }
    database.close();
  });
}

async function giveSpace(chromium: CDPSession, server: Waybill): Promise<void> {
  await chromium.send('Storage.overrideQuotaForOrigin', { origin: server.url });
}

test('what a full device cannot keep does not look saved, and nothing else is lost', async ({ server, device }) => {
  const page = await device.page();
  const context = device.browser;
  const chromium = await smallDisk(page, server);
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  await context.setOffline(true);
  await takeIn(page, MUG, 2, 2);
  const band = page.getByText('This device cannot save.', { exact: true });
  await expect(band).toBeHidden();

  await test.step('the disk is full', async () => {
    await fillDisk(page);
    await bring(page, MUG, 3);
    await expect(band).toBeVisible();
    await expect(page.getByText('This could not be saved on this device.', { exact: false })).toBeVisible();
    await expect(pill(page)).toContainText('This device cannot save');
    await expect(taken(page, MUG)).toHaveText('2');
  });

  await test.step('it is so after loading the page again too', async () => {
    await page.reload();
    await expect(taken(page, MUG)).toHaveText('2');
    await bring(page, MUG, 3);
    await expect(band).toBeVisible();
    await expect(taken(page, MUG)).toHaveText('2');
  });

  await test.step('what was saved before still goes out', async () => {
    await context.setOffline(false);
    await expect.poll(() => books.onHand(MUG), { timeout: 60_000 }).toBe(2);
  });

  await test.step('there is space again', async () => {
    await giveSpace(chromium, server);
    await takeIn(page, MUG, 4, 6);
    await expect(band).toBeHidden();
    await allSent(page);
    expect(await books.onHand(MUG)).toBe(6);
    await page.reload();
    await expect(taken(page, MUG)).toHaveText('6');
    await allSent(page);
  });
});

test('a long queue leaves a full device, though it cannot write the answers down', async ({ server, device }) => {
  const page = await device.page();
  const context = device.browser;
  const chromium = await smallDisk(page, server);
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  const before = await books.orders();
  await context.setOffline(true);
  await importMany(page, 450);
  await fillDisk(page);
  await context.setOffline(false);
  await expect.poll(async () => (await books.orders()).all - before.all, { timeout: 60_000 }).toBe(450);
  await expect(page.getByText('This device cannot save.', { exact: true })).toBeVisible();
  await go(page, '/floor');
  await expect(page.getByText('This device cannot save.', { exact: true }), 'on the floor too').toBeVisible();

  await giveSpace(chromium, server);
  await page.reload();
  await allSent(page);
  const after = await books.orders();
  expect(after.all - before.all).toBe(450);
  expect(after.different).toBe(after.all);
});
