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

test('work that has not been sent is in the list before the books are read, and so is its count', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  await context.setOffline(true);
  const number = await putOnHold(page);
  await go(page, '/orders?view=on_hold');
  const list = await shown(page);
  expect(list).toContain(number);
  await leave(page);
  await expect.poll(() => hasBeginning(page), { message: 'the leading tab keeps what waits beside the chunks' }).toBe(true);

  // First without rows and books, then without the books, then with everything.
  for (const lacking of [['rows', 'chunks'], ['chunks'], []]) {
    await neverRead(page, lacking);
    await page.reload();
    expect(await shown(page), `without ${lacking.join(' and ')}`).toEqual(list);
  }

  // One more command, and the tab dies before it is kept: nothing older is shown in its place.
  await page.reload();
  await go(page, '/orders?view=all');
  const another = await putOnHold(page);
  await page.goto(`${server.url}/orders?view=on_hold`);
  expect(await shown(page)).toContain(another);
  await context.setOffline(false);
  await page.reload();
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const [, ...rows] = await shown(page);
  expect(rows).toEqual(expect.arrayContaining([number, another]));
});

test('a row that is older than its order is put right when the order is read', async ({ page, context }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=all');
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  const before = await rowsOf(page);
  const number = await putOnHold(page);
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
  await go(page, '/orders?view=on_hold');
  const list = await shown(page);
  expect(list).toContain(number);
  // The rows of the new chunks say what those of the first one said: as many orders, one of them as it was.
  await page.evaluate(async (before) => {
    const asked = indexedDB.open('waybill-cache');
    const database = await new Promise<IDBDatabase>((opened) => { asked.onsuccess = () => opened(asked.result); });
    const tx = database.transaction('rows', 'readwrite');
    const found = tx.objectStore('rows').getAllKeys();
    found.onsuccess = () => {
      for (const key of found.result as number[]) {
        if (key < 0) tx.objectStore('rows').delete(key);
        else if (!before.keys.includes(key)) tx.objectStore('rows').put(Uint8Array.from(before.first), key);
      }
    };
    await new Promise((done) => { tx.oncomplete = done; });
    database.close();
  }, before);
  await context.setOffline(true);
  await page.reload();
  await expect.poll(() => shown(page)).toEqual(list);
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
  await leave(page);
  await expect.poll(() => hasBeginning(page), { message: 'the leading tab keeps the beginning of every list' }).toBe(true);
  await context.setOffline(true);
  await neverRead(page, ['rows', 'chunks']);
  await page.reload();
  const [count, ...rows] = await shown(page);
  expect(count).toBe(list[0]);
  expect(rows.slice(0, 20)).toEqual(list.slice(1, 21));
  // What is late depends on the moment, and is known when everything is.
  const late = /^(Late)\n?\d+$/m;
  expect(await page.getByRole('navigation', { name: 'Views' }).innerText()).toBe(counts.replace(late, '$1'));
});

/** Puts the first order that can be put on hold there. Answers with its number. */
async function putOnHold(page: Page): Promise<string> {
  await page.locator('tbody tr[id]:has-text("To pick") td').nth(2).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  const number = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Put on hold' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Put on hold' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  return number;
}

/** As when the person goes to another tab. */
function leave(page: Page): Promise<void> {
  return page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

/** From the next opening on these are on their way for ever: what is drawn is drawn without them. */
async function neverRead(page: Page, lacking: string[]): Promise<void> {
  await page.context().addInitScript((lacking) => {
    const prototype = IDBObjectStore.prototype as { real?: IDBObjectStore['getAll'] } & IDBObjectStore;
    prototype.real ??= prototype.getAll;
    const getAll = prototype.real;
    prototype.getAll = function (this: IDBObjectStore, ...asked) {
      const isBeginning = this.name === 'rows' && (asked[0] as IDBKeyRange).lower !== 0;
      if (!lacking.includes(this.name) || isBeginning) return getAll.apply(this, asked);
      return Object.create(IDBRequest.prototype, { onsuccess: { value: null, writable: true }, onerror: { value: null, writable: true } }) as IDBRequest<unknown[]>;
    };
  }, lacking);
}

/** The chunks that have rows beside them, and the rows of the first. */
function rowsOf(page: Page): Promise<{ keys: number[]; first: number[] }> {
  return page.evaluate(async () => {
    const asked = indexedDB.open('waybill-cache');
    const database = await new Promise<IDBDatabase>((opened) => { asked.onsuccess = () => opened(asked.result); });
    const store = database.transaction('rows').objectStore('rows');
    const range = IDBKeyRange.lowerBound(0);
    const [keys, values] = [store.getAllKeys(range), store.getAll(range)];
    await new Promise((done) => { values.onsuccess = done; });
    database.close();
    return { keys: keys.result as number[], first: Array.from(values.result[0] as Uint8Array) };
  });
}

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
