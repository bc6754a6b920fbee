// The server does its work and dies before it can say so. Nothing is lost, nothing is doubled.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Wire } from './support/proxy';
import { Waybill } from './support/server';
import { allSent, go, importOrders, openShop } from './support/shop';

const GBK = join(import.meta.dirname, '../fixtures/orders-gbk.csv');

let server: Waybill;
let wire: Wire;

test.beforeEach(async () => {
  server = await Waybill.start();
  wire = await Wire.to(server.port);
});

test.afterEach(async () => {
  await wire.close();
  await server.end();
});

test('a server killed between commit and answer has each order once', async ({ page, browser }) => {
  const base = wire.url;
  await openShop(page, base);
  await allSent(page);
  const swallowed = wire.swallow('/api/sync/push');
  // Four orders in the file; one of them wants half a mug and stays out.
  await importOrders(page, GBK, /^Import 3 orders/);
  await swallowed;
  await server.kill();
  await expect(page.locator('a.sync').first()).toHaveAttribute('data-state', /offline/, { timeout: 60_000 });
  await server.run();
  await allSent(page);

  // A browser that knows only what the server knows.
  const fresh = await browser.newContext();
  const other = await fresh.newPage();
  await other.goto(`${server.url}/sign-in`);
  await other.getByLabel('E-mail', { exact: true }).fill('lin@example.com');
  await other.getByLabel('Password', { exact: true }).fill('a quiet harbour at night');
  await other.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await go(other, '/orders?view=all');
  for (const number of ['#10001', '#10002', '#10003']) {
    await expect(other.getByText(number, { exact: true })).toHaveCount(1);
  }
  await expect(other.getByText('#10004', { exact: true })).toHaveCount(0);
  await fresh.close();
});
