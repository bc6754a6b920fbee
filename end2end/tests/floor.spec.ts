// The warehouse's own devices hold what the work needs and nothing more of a customer, also on the disk; and the work goes on.
import { expect, type APIResponse, type Page } from '@playwright/test';
import { test } from './support/device';
import { Waybill } from './support/server';
import { allSent, enterDemo, go, scan } from './support/shop';

const LABEL = 'SF1098765432109';

interface Order {
  number: string;
  status: string;
  customer: { name: string; email: string | null; phone: string | null };
  ship_to: { street: string };
}

/** Every byte that this origin keeps in its databases, as text. */
function onDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('cannot be read'));
      });
    const text = (value: unknown): string => {
      if (value instanceof Uint8Array) return new TextDecoder().decode(value);
      if (Array.isArray(value)) return value.map(text).join(' ');
      if (value && typeof value === 'object') return Object.values(value).map(text).join(' ');
      return String(value);
    };
    let all = JSON.stringify(localStorage);
    for (const { name } of await indexedDB.databases()) {
      if (!name) continue;
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        all += text(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return all;
  });
}

async function everyOrder(answer: APIResponse): Promise<Order[]> {
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { orders: Order[] }).orders;
}

test('a tablet of the floor knows what to do and not for whom', async ({ page, browser }) => {
  const server = await Waybill.start({ demo: true });
  const office = await browser.newContext();
  const desk = await office.newPage();
  await enterDemo(desk, server.url);
  const orders = await everyOrder(await desk.request.get(`${server.url}/api/v1/orders?limit=100`));
  expect(await onDisk(desk), 'the desk has everything, so this test can see it').toContain('@example.com');

  await enterDemo(page, server.url, 'floor');
  await expect(page).toHaveURL(/\/floor$/);
  const kept = await onDisk(page);
  expect(kept).toContain('CAP-ROSE');
  expect(kept).not.toContain('@example.com');
  const phones = orders.map((order) => order.customer.phone?.replace('+', '') ?? '').filter((phone) => phone !== '');
  expect(phones.length).toBeGreaterThan(20);
  expect(phones.filter((phone) => kept.includes(phone))).toEqual([]);
  // Names and streets of those whose goods are at the packing desk are there; those of all others are not.
  const isAtPacking = (order: Order) => ['picking', 'to_pack', 'packed', 'partly_shipped'].includes(order.status);
  const of = (some: Order[]) => some.flatMap((order) => [order.customer.name, order.ship_to.street]).filter((word) => word !== '');
  const told = of(orders.filter(isAtPacking));
  expect(told.filter((word) => kept.includes(word)).length).toBeGreaterThan(5);
  const untold = of(orders.filter((order) => !isAtPacking(order))).filter((word) => !told.includes(word));
  expect(untold.length).toBeGreaterThan(20);
  expect(untold.filter((word) => kept.includes(word))).toEqual([]);

  await test.step('places of the desk lead to the floor', async () => {
    for (const place of ['/orders', '/home', '/messages']) {
      await page.goto(`${server.url}${place}`);
      await expect(page).toHaveURL(/\/floor$/);
    }
    await go(page, '/receiving');
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Inventory' })).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Orders' })).toHaveCount(0);
    expect((await page.request.get(`${server.url}/api/v1/orders`)).status()).toBe(403);
  });

  await test.step('an order is picked without a network; its address comes with it', async () => {
    await go(page, '/floor/pick');
    await page.locator('a.queue-row').filter({ hasText: 'To pick' }).first().click();
    await expect(page.getByTestId('now')).toBeVisible();
    await page.context().setOffline(true);
    const packing = page.getByRole('link', { name: 'Go to pack' });
    while (!(await packing.isVisible())) {
      const before = await page.getByTestId('now').innerText();
      await page.getByRole('button', { name: 'Take', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Taken' }).click();
      await expect(async () => {
        const gone = await packing.isVisible();
        expect(gone || (await page.getByTestId('now').innerText({ timeout: 1_000 })) !== before).toBe(true);
      }).toPass();
    }
    await packing.click();
    await expect(page.getByText('The address comes with the network')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Print slip' })).toBeDisabled();
    await page.context().setOffline(false);
    await expect(page.getByText('The address comes with the network')).toBeHidden({ timeout: 30_000 });
    await expect(page.getByRole('button', { name: 'Print slip' })).toBeEnabled();
    const number = /#\d+/.exec(await page.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
    const { customer } = orders.find((order) => order.number === number) ?? { customer: { name: '?', phone: '?' } };
    const slip = await page.locator('.print-slip').textContent();
    expect(slip).toContain(customer.name);
    expect(slip).toContain(`****${customer.phone?.slice(-4) ?? ''}`);
  });

  await test.step('shipped, it stays on this page until somebody goes on, and is gone from the device', async () => {
    const address = page.url();
    const sku = await page.locator('.pack-name .mono').first().innerText();
    await scan(page, sku);
    await page.getByRole('button', { name: 'All in the box' }).click();
    await page.getByLabel('Carrier').selectOption('sf');
    await page.getByLabel('Tracking number').fill(LABEL);
    await page.getByRole('button', { name: 'Ship', exact: true }).click();
    await allSent(page);
    await expect(page.locator('.saved-mark')).toContainText('On the server');
    await expect(page.getByText('Out of the house')).toBeVisible();
    await expect(page.getByTestId('parcel')).toContainText(LABEL);
    // Whoever comes back before the device has heard that it left still looks at it, and it stays.
    await expect(async () => {
      await page.goto(address);
      await expect(page.getByText('This order is not on this device')).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await go(page, '/floor/pack');
    await expect(page.locator('a.queue-row').first()).toBeVisible();
  });

  await test.step('with another role the device has other books', async () => {
    await go(desk, '/settings/staff');
    const row = desk.getByRole('row').filter({ hasText: 'floor@demo.waybill' });
    await row.getByRole('combobox').selectOption('clerk');
    await allSent(desk);
    // The role comes with the next hello.
    await page.goto(`${server.url}/floor`);
    await page.getByRole('link', { name: 'Desk' }).click({ timeout: 30_000 });
    await expect(page.getByRole('link', { name: 'New order' })).toBeVisible();
    await allSent(page);
    await go(page, '/orders?view=all');
    await page.getByRole('searchbox', { name: 'Search orders' }).fill('@example.com');
    await expect(page.getByRole('row').nth(3)).toBeVisible();
    await row.getByRole('combobox').selectOption('floor');
    await allSent(desk);
    await page.reload();
    await expect(page).toHaveURL(/\/floor$/, { timeout: 30_000 });
    await expect(async () => {
      const now = await onDisk(page);
      expect([now.includes('@example.com'), now.includes('CAP-ROSE'), /\*{2,3}/.test(now)]).toEqual([false, true, true]);
    }).toPass({ timeout: 30_000 });
  });
  await office.close();
  await server.end();
});
