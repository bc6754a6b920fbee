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
    // Before them lies the beginning of every list.
    const counts = [chunks.count(), rows.count(IDBKeyRange.lowerBound(0))];
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

test('the list is drawn from the rows, and the orders are read behind it', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  // A row that says something else than its order, in as many letters: only a list made of rows can show it.
  const names = await page.locator('tbody tr[id] td:nth-child(4)').allInnerTexts();
  const name = names.find((name) => /^[A-Y][a-z]+ [A-Z][a-z]+$/.test(name)) ?? '';
  const other = `Z${name.slice(1)}`;
  const changed = await page.evaluate(async ([name, other]) => {
    const asked = indexedDB.open('waybill-cache');
    const database = await new Promise<IDBDatabase>((opened) => { asked.onsuccess = () => opened(asked.result); });
    const store = database.transaction('rows', 'readwrite').objectStore('rows');
    const put = new Promise<number>((done) => { store.transaction.oncomplete = () => done(count); });
    let count = 0;
    store.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const text = Array.from(cursor.value as Uint8Array, (byte) => String.fromCharCode(byte)).join('');
      const spoilt = text.replaceAll(name, other);
      count += spoilt === text ? 0 : 1;
      cursor.update(Uint8Array.from(spoilt, (letter) => letter.charCodeAt(0)));
      cursor.continue();
    };
    const done = await put;
    database.close();
    return done;
  }, [name, other]);
  expect(changed).toBeGreaterThan(0);
  await context.setOffline(true);
  await page.reload();
  const row = page.locator('tbody tr[id]', { hasText: other }).first();
  await expect(row).toBeVisible();
  await row.locator('td').nth(1).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  await expect(page.getByText(name).first()).toBeVisible();
});

test('a cache of the version before, which has no rows, is taken over', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const list = await shown(page);
  // A page of the same origin without the app, which would hold the database open.
  await page.goto(`${server.url}/find`);
  await page.evaluate(async () => {
    const done = <T>(asked: IDBRequest<T>) => new Promise<T>((ended, failed) => {
      asked.onsuccess = () => ended(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    const now = await done(indexedDB.open('waybill-cache'));
    const tx = now.transaction(['chunks', 'meta']);
    const [chunks, meta] = [tx.objectStore('chunks'), tx.objectStore('meta')];
    const kept = await Promise.all([chunks.getAllKeys(), chunks.getAll(), meta.getAllKeys(), meta.getAll()].map(done));
    now.close();
    await done(indexedDB.deleteDatabase('waybill-cache'));
    const asked = indexedDB.open('waybill-cache', 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('chunks', { autoIncrement: true });
      asked.result.createObjectStore('meta');
    };
    const before = await done(asked);
    const write = before.transaction(['chunks', 'meta'], 'readwrite');
    const [chunkKeys, chunkValues, metaKeys, metaValues] = kept as [IDBValidKey[], unknown[], IDBValidKey[], unknown[]];
    chunkKeys.forEach((key, at) => write.objectStore('chunks').put(chunkValues[at], key));
    metaKeys.forEach((key, at) => write.objectStore('meta').put(metaValues[at], key));
    await new Promise((ended) => { write.oncomplete = ended; });
    before.close();
  });
  // Nothing can be fetched: what is shown was taken over. (The app itself comes from its service worker.)
  await context.route('**/api/sync/**', (route) => route.abort());
  await page.goto(`${server.url}/orders?view=all`);
  expect(await shown(page)).toEqual(list);
});

test('a device on which the shop is still being copied does not call itself synced', async ({ page, context }) => {
  let release = () => {};
  const held = new Promise<void>((go) => { release = go; });
  await context.route('**/api/sync/pull', async (route) => {
    await held;
    await route.continue();
  });
  const entered = enterDemo(page, server.url);
  await expect(pill(page)).toContainText('Loading');
  await expect(page.getByRole('heading', { name: 'Getting this device ready' }).first()).toBeVisible();
  await go(page, '/floor');
  await expect(page.getByRole('heading', { name: 'Getting this device ready' }).first()).toBeVisible();
  release();
  await entered;
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
});

test('a list begins before the rows of all orders are read', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const list = await shown(page);
  const counts = await page.getByRole('navigation', { name: 'Views' }).innerText();
  // As when the person goes to another tab.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => hasBeginning(page), { message: 'the leading tab keeps the beginning of every list' }).toBe(true);
  await context.setOffline(true);
  // Rows and chunks are on their way for ever: what is drawn now is drawn without them.
  await context.addInitScript(() => {
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (this: IDBObjectStore, ...asked) {
      const wanted = asked[0] as IDBKeyRange;
      if (this.name !== 'chunks' && !(this.name === 'rows' && wanted.lower === 0)) return getAll.apply(this, asked);
      return Object.create(IDBRequest.prototype, { onsuccess: { value: null, writable: true }, onerror: { value: null, writable: true } }) as IDBRequest<unknown[]>;
    };
  });
  await page.reload();
  const [count, ...rows] = await shown(page);
  expect(count).toBe(list[0]);
  expect(rows.slice(0, 20)).toEqual(list.slice(1, 21));
  // What is late depends on the moment, and is known when everything is.
  const late = /^(Late)\n?\d+$/m;
  expect(await page.getByRole('navigation', { name: 'Views' }).innerText()).toBe(counts.replace(late, '$1'));
});

/** Whether the beginning of every list lies beside the chunks. */
function hasBeginning(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const asked = indexedDB.open('waybill-cache');
    const database = await new Promise<IDBDatabase>((opened) => { asked.onsuccess = () => opened(asked.result); });
    const found = database.transaction('rows').objectStore('rows').count(IDBKeyRange.upperBound(0));
    await new Promise((done) => { found.onsuccess = done; });
    database.close();
    return found.result === 1;
  });
}
