// The list of orders stands on rows that lie beside the chunks. They are a copy: without them, or with others, the same
// list is made of the orders, and they are written anew.
import { expect, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { enterDemo, go, pill } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start({ demo: true });
});

test.afterEach(async () => {
  await server.end();
});

/** Something done with the stores of the cache, in one transaction. Answers with how many chunks have rows beside them. */
function withCache(page: Page, work: 'count' | 'drop' | 'spoil'): Promise<{ chunks: number; rows: number }> {
  return page.evaluate(async (work) => {
    const asked = indexedDB.open('waybill-cache');
    const database = await new Promise<IDBDatabase>((opened, failed) => {
      asked.onsuccess = () => opened(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    const tx = database.transaction(['chunks', 'rows'], 'readwrite');
    const [chunks, rows] = [tx.objectStore('chunks'), tx.objectStore('rows')];
    if (work === 'drop') rows.clear();
    if (work === 'spoil') rows.openCursor(null, 'prev').onsuccess = (event) => {
      (event.target as IDBRequest<IDBCursorWithValue>).result.update(new Uint8Array([1, 2, 3]));
    };
    const counts = [chunks.count(), rows.count()];
    await new Promise((done) => { tx.oncomplete = done; });
    database.close();
    return { chunks: counts[0]!.result, rows: counts[1]!.result };
  }, work);
}

/** The orders in view, and how many there are. */
async function shown(page: Page): Promise<string[]> {
  await page.locator('tbody tr[id]').first().waitFor();
  const count = await page.getByText(/^\d+ orders$/).innerText();
  return [count, ...(await page.locator('tbody tr[id] .mono').allInnerTexts())];
}

test('the list is the same with its rows, without them, and with spoilt ones, also offline', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const list = await shown(page);
  const before = await withCache(page, 'count');
  expect(before.rows).toBe(before.chunks);
  expect(before.chunks).toBeGreaterThan(0);

  await context.setOffline(true);
  await page.reload();
  expect(await shown(page)).toEqual(list);

  for (const harm of ['spoil', 'drop'] as const) {
    await withCache(page, harm);
    await page.reload();
    expect(await shown(page), harm).toEqual(list);
  }

  await withCache(page, 'drop');
  await context.setOffline(false);
  await page.reload();
  expect(await shown(page)).toEqual(list);
  await expect.poll(async () => {
    const now = await withCache(page, 'count');
    return now.rows > 0 && now.rows === now.chunks;
  }, { message: 'the leading tab writes chunks and rows anew' }).toBe(true);
  await page.reload();
  expect(await shown(page)).toEqual(list);
});

test('work that has not been sent is in the list from the first moment', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  await page.locator('tbody tr[id]:has-text("To pick") td').nth(2).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  const number = await page.getByRole('heading', { level: 1 }).innerText();
  await context.setOffline(true);
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Put on hold' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.goto(`${server.url}/orders?view=on_hold`);
  await expect(page.locator('tbody tr[id]', { hasText: number })).toBeVisible();
});
