// A day at the desk of the demo shop: every dialog is opened, filled in and pressed, and what it did is seen.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { addWarehouse, allSent, enterDemo, go, importOrders, openShop, scan } from './support/shop';

const GBK = join(import.meta.dirname, '../fixtures/orders-gbk.csv');

let server: Waybill;

test.beforeAll(async () => {
  server = await Waybill.start({ demo: true });
});

test.afterAll(async () => {
  await server.end();
});

function dialog(page: Page): Locator {
  return page.locator('dialog[open]');
}

/** Presses a line of the menu behind the three dots of an order. */
async function more(page: Page, line: string): Promise<void> {
  await page.locator('.page-actions').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: line }).click();
}

async function said(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.locator('.toast').filter({ hasText: words })).toBeVisible();
}

/** Opens the first order of a view that fits, as a person would. */
async function firstOf(page: Page, view: string): Promise<void> {
  await go(page, `/orders?view=${view}`);
  await page.locator('tbody tr:not(.spacer)').first().locator('td').nth(1).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
}

/** Ticks the first rows of the list. */
async function tick(page: Page, rows: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let at = 0; at < rows; at += 1) {
    const row = page.locator('tbody tr:not(.spacer)').nth(at);
    numbers.push((await row.locator('td').nth(1).innerText()).trim());
    await row.getByRole('checkbox').check();
  }
  return numbers;
}

async function countOf(page: Page, view: string): Promise<number> {
  const words = await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: new RegExp(`^${view}`) }).innerText();
  return Number(/(\d+)\s*$/.exec(words)?.[1]);
}

test('many orders at once: reserved, held, released, urgent, paid, cancelled, and back again', async ({ page }) => {
  await enterDemo(page, server.url);
  await go(page, '/orders?view=waiting_for_stock');
  const bar = page.locator('.toolbar');

  await test.step('a refusal names its reason and does not hold up the others', async () => {
    await tick(page, 2);
    await expect(bar).toContainText('2 selected');
    await bar.getByRole('button', { name: 'Reserve' }).click();
    await expect(page.locator('.toast')).toBeVisible();
    await bar.getByRole('button', { name: 'Select none' }).click();
    await expect(bar).not.toContainText('selected');
  });

  await test.step('three orders are held, and Undo frees them', async () => {
    await go(page, '/orders?view=to_ship');
    const [ready, held] = [await countOf(page, 'To ship'), await countOf(page, 'On hold')];
    await tick(page, 3);
    await bar.getByRole('button', { name: 'Hold' }).click();
    await dialog(page).getByLabel('Note').fill('Ask about the colour');
    await dialog(page).getByRole('button', { name: 'Hold' }).click();
    await said(page, '3 orders on hold.');
    await expect.poll(() => countOf(page, 'On hold')).toBe(held + 3);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => countOf(page, 'To ship')).toBe(ready);
    await expect.poll(() => countOf(page, 'On hold')).toBe(held);
  });

  await test.step('two are urgent, and not any more', async () => {
    await go(page, '/orders?view=to_ship');
    await bar.getByRole('button', { name: 'Select none' }).click();
    const [first] = await tick(page, 1);
    await bar.getByRole('button', { name: 'Urgent' }).click();
    await said(page, '1 order is urgent now.');
    const row = page.locator('tbody tr').filter({ hasText: first });
    await expect(row.locator('.urgent')).toBeVisible();
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect(row.locator('.urgent')).toBeHidden();
  });

  await test.step('a payment is recorded for one that waits for money', async () => {
    await go(page, '/orders?view=on_hold&payment=unpaid');
    const before = await page.locator('tbody tr:not(.spacer)').count();
    expect(before).toBeGreaterThan(0);
    await tick(page, 1);
    await bar.getByRole('button', { name: 'Record payment' }).click();
    await page.getByRole('menuitem', { name: 'Bank transfer' }).click();
    await said(page, '1 payment recorded.');
  });

  await test.step('two are cancelled for good', async () => {
    await go(page, '/orders?view=waiting_for_stock');
    const cancelled = await countOf(page, 'Cancelled');
    await tick(page, 2);
    await bar.getByRole('button', { name: 'Cancel orders' }).click();
    await expect(dialog(page)).toContainText('Cancel 2 orders?');
    await dialog(page).getByRole('button', { name: 'Cancel orders' }).click();
    await said(page, '2 orders cancelled.');
    await expect.poll(() => countOf(page, 'Cancelled')).toBe(cancelled + 2);
    await expect(bar).not.toContainText('selected');
  });
  await allSent(page);
});

test('one order is changed in every way that its dialogs offer', async ({ page }) => {
  await enterDemo(page, server.url);
  await firstOf(page, 'waiting_for_stock');

  await test.step('it is held with a note, and released', async () => {
    await more(page, 'Put on hold');
    await dialog(page).getByLabel('Note').fill('The customer calls back');
    await dialog(page).getByRole('button', { name: 'Put on hold' }).click();
    await expect(page.locator('.decision')).toContainText('The customer calls back');
    await page.locator('.decision').getByRole('button', { name: 'Release' }).click();
    await expect(page.locator('.decision')).toBeHidden();
  });

  await test.step('its lines are amended', async () => {
    await more(page, 'Change lines');
    const quantity = dialog(page).getByLabel(/^Quantity of/).first();
    await quantity.fill('9');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page)).toBeHidden();
    await expect(page.getByRole('table', { name: 'Lines' }).locator('tbody tr').first()).toContainText('9');
  });

  await test.step('customer and address are put right; what cannot be is told at its field', async () => {
    await page.getByRole('region', { name: 'Customer' }).getByRole('button', { name: 'Edit' }).click();
    await dialog(page).getByLabel('E-mail').fill('not an address');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page).locator('.field-error')).toBeVisible();
    await dialog(page).getByLabel('E-mail').fill('right@example.com');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('region', { name: 'Customer' })).toContainText('right@example.com');
    await page.getByRole('region', { name: 'Address' }).getByRole('button', { name: 'Edit' }).click();
    await dialog(page).getByLabel('Street and number').fill('1 Quay Road');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('region', { name: 'Address' })).toContainText('1 Quay Road');
  });

  await test.step('it becomes urgent, is reserved as far as stock goes, and is cancelled', async () => {
    await more(page, 'Mark as urgent');
    await expect(page.locator('.page-title')).toContainText('Urgent');
    await more(page, 'Cancel order');
    await expect(dialog(page)).toContainText('will not be shipped');
    await dialog(page).getByRole('button', { name: 'Cancel order' }).click();
    await expect(page.locator('.page-title')).toContainText('Cancelled');
  });

  await test.step('a parcel is heard of by hand, and its number corrected', async () => {
    await firstOf(page, 'shipped');
    const parcel = page.getByRole('region', { name: 'Parcel' });
    await parcel.getByRole('button', { name: 'Record tracking' }).click();
    await dialog(page).getByLabel('Status').selectOption({ label: 'Problem on the way' });
    await dialog(page).getByLabel('Place').fill('Ningbo');
    await dialog(page).getByLabel(/^Time/).fill('yesterday evening');
    await dialog(page).getByRole('button', { name: 'Record tracking' }).click();
    await expect(dialog(page).locator('.field-error')).toBeVisible();
    await dialog(page).getByLabel(/^Time/).fill('');
    await dialog(page).getByRole('button', { name: 'Record tracking' }).click();
    await expect(parcel).toContainText('Ningbo');
    await parcel.getByRole('button', { name: 'Correct tracking' }).click();
    await dialog(page).getByLabel('Carrier').selectOption('royal_mail');
    await dialog(page).getByLabel('Tracking number').fill('ABC');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page).locator('.field-error')).toContainText('Royal Mail');
    await dialog(page).getByLabel('Tracking number').fill('RB123456785GB');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(parcel).toContainText('RB123456785GB');
    await parcel.getByRole('button', { name: 'Copy link' }).click();
    await said(page, /link|\/t\//);
  });
  await allSent(page);
});

test('stock is adjusted, moved and counted; a product is edited; a delivery is closed', async ({ page }) => {
  await enterDemo(page, server.url);
  await go(page, '/inventory');
  await page.getByRole('searchbox', { name: 'Search' }).fill('BOTL-SLATE');
  await page.locator('tbody tr:not(.spacer)').first().locator('td').nth(1).click();
  await page.waitForURL(/\/inventory\/BOTL-SLATE/);
  const hand = page.locator('.fact').filter({ hasText: 'On hand' }).locator('dd');
  const first = Number(await hand.innerText());

  await test.step('two are damaged, and Undo puts them back', async () => {
    await page.keyboard.press('a');
    await expect(dialog(page)).toContainText('Adjust');
    await dialog(page).getByRole('button', { name: 'Adjust' }).click();
    await expect(dialog(page).locator('.field-error').first()).toBeVisible();
    await dialog(page).getByLabel('By how many?').fill('2');
    await dialog(page).getByLabel('Reason').selectOption({ label: 'Damaged' });
    await dialog(page).getByRole('button', { name: 'Adjust' }).click();
    await expect(hand).toHaveText(String(first - 2));
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect(hand).toHaveText(String(first));
  });

  await test.step('three move to another bin', async () => {
    await page.keyboard.press('v');
    await dialog(page).getByRole('combobox', { name: 'To bin' }).fill('e-04-03');
    await dialog(page).getByLabel('Quantity').fill('3');
    await dialog(page).getByRole('button', { name: 'Move' }).click();
    await expect(page.getByRole('table', { name: /Bins/ })).toContainText('E-04-03');
    await expect(hand).toHaveText(String(first));
  });

  await test.step('the bin is counted', async () => {
    await page.keyboard.press('c');
    await dialog(page).getByLabel('How many are there?').fill('500');
    await dialog(page).getByRole('button', { name: 'Count' }).click();
    await said(page, /Counted\. Difference/);
  });

  await test.step('the price changes, and a new product is made', async () => {
    await go(page, '/products');
    await page.getByRole('searchbox', { name: 'Search' }).fill('CAP-ROSE');
    await page.locator('tbody tr:not(.spacer)').first().locator('td').first().click();
    await dialog(page).getByLabel(/^Price/).fill('77.50');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(page.locator('tbody tr:not(.spacer)').first()).toContainText('77.50');
    await page.getByRole('button', { name: 'New product' }).click();
    await dialog(page).getByLabel('Name').fill('Rope, 10 m');
    await dialog(page).getByLabel('SKU').fill('CAP-ROSE');
    await dialog(page).getByLabel(/^Price/).fill('12');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await expect(dialog(page).locator('.field-error, .banner').first()).toBeVisible();
    await dialog(page).getByLabel('SKU').fill('ROPE-10');
    await dialog(page).getByRole('button', { name: 'Save' }).click();
    await said(page, 'Rope, 10 m is saved.');
  });

  await test.step('a delivery comes in part, and is closed with the rest missing', async () => {
    await go(page, '/receiving');
    await page.locator('tbody tr').filter({ hasText: 'PO-2107' }).locator('td').nth(1).click();
    await page.waitForURL(/\/receiving\/.+/);
    await page.getByLabel('SKU or barcode').fill('NO-SUCH-CODE');
    await page.getByRole('button', { name: 'Take in', exact: true }).click();
    await expect(page.getByText('Nobody knows NO-SUCH-CODE', { exact: true })).toBeVisible();
    await page.getByLabel('SKU or barcode').fill('CAP-ROSE');
    await page.getByLabel('Quantity', { exact: true }).fill('1');
    await page.getByRole('button', { name: 'Take in', exact: true }).click();
    await expect(page.getByRole('row').filter({ hasText: 'CAP-ROSE' })).toContainText('1');
    await page.getByRole('button', { name: 'Close delivery' }).click();
    await dialog(page).getByRole('button', { name: 'Close delivery' }).click();
    await said(page, 'Delivery closed.');
  });
  await allSent(page);
});

test('a failed message is sent again, and a ticket closed', async ({ page }) => {
  await enterDemo(page, server.url);
  await go(page, '/messages?show=failed');
  await page.locator('tbody tr:not(.spacer)').first().locator('td').last().click();
  await expect(dialog(page)).toContainText('Given up');
  await dialog(page).getByRole('button', { name: 'Send again' }).click();
  await said(page, 'It will be sent again');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await go(page, '/messages?show=tickets');
  const open = page.locator('.decision:not(.settled)');
  const before = await open.count();
  expect(before).toBeGreaterThan(0);
  await open.first().getByRole('button', { name: 'Close ticket' }).click();
  await expect(open).toHaveCount(before - 1);
});

test('the wrong item is not picked or packed', async ({ page }) => {
  await enterDemo(page, server.url);
  await go(page, '/floor/pick');
  await page.locator('a.queue-row').first().click();
  const now = page.getByTestId('now');
  const before = await now.innerText();
  const right = await page.locator('.now-code').innerText();
  const band = page.locator('.scan-band');
  await scan(page, right === '2900000010376' ? '2900000010369' : '2900000010376');
  await expect(band).toHaveAttribute('data-scan-kind', 'wrong');
  expect(await now.innerText()).toBe(before);
  await scan(page, 'NOBODY-KNOWS-1');
  await expect(band).toHaveAttribute('data-scan-kind', 'unknown');
  await scan(page, right);
  await expect(page.getByTestId('now-qty')).toContainText('1');
  await page.getByRole('button', { name: 'Undo last' }).click();
  await expect(page.getByTestId('now-qty')).toContainText('0');
  await go(page, '/floor/pack');
  await page.locator('a.queue-row').filter({ hasText: 'To pack' }).first().click();
  await expect(page.locator('.pack-line').first()).toBeVisible();
  const packed = await page.locator('.pack-lines').innerText();
  const sku = await page.locator('.pack-name .mono').first().innerText();
  await scan(page, sku === 'SOAP-MOSS' ? 'PLAT-SLATE' : 'SOAP-MOSS');
  await expect(band).toHaveAttribute('data-scan-kind', 'wrong');
  expect(await page.locator('.pack-lines').innerText()).toBe(packed);
});

test('settings: a key is made and revoked, orders are taken away as a file, the demo is removed', async ({ page, request }) => {
  await enterDemo(page, server.url);

  await test.step('a program gets a key, uses it, and is refused once it is revoked', async () => {
    await go(page, '/settings/keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog(page).getByLabel('What is it for?').fill('Web shop');
    await dialog(page).getByRole('button', { name: 'Make a key' }).click();
    const key = (await page.locator('.key-text').innerText()).trim();
    const asked = () => request.get(`${server.url}/api/v1/stock`, { headers: { authorization: `Bearer ${key}` } });
    expect((await asked()).status()).toBe(200);
    await page.getByRole('row').filter({ hasText: 'Web shop' }).getByRole('button', { name: 'Revoke' }).click();
    await dialog(page).getByRole('button', { name: 'Revoke' }).click();
    await said(page, 'The key of Web shop does not work any more.');
    expect((await asked()).status()).toBe(401);
  });

  await test.step('all orders come as a file that a spreadsheet reads', async () => {
    await go(page, '/settings/data');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^Export \d+ orders/ }).click()]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text.startsWith('\ufefforder_number,')).toBe(true);
    expect(text.split('\r\n').length).toBeGreaterThan(300);
  });

  await test.step('an address of no part of the settings says so', async () => {
    await go(page, '/settings/colours');
    await expect(page.getByText('There is no such page')).toBeVisible();
  });

  await test.step('the samples go in one step, and the shop stays', async () => {
    await go(page, '/settings/data');
    await page.getByRole('button', { name: 'Remove demo data' }).click();
    await dialog(page).getByRole('button', { name: 'Remove demo data' }).click();
    await said(page, 'The demo is gone.');
    await go(page, '/orders?view=all');
    await expect(page.getByText('No orders yet')).toBeVisible({ timeout: 30_000 });
    await go(page, '/home');
    await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible();
  });
});

test('an import is taken back, and the first steps are counted', async ({ page }) => {
  const fresh = await Waybill.start();
  try {
    await openShop(page, fresh.url);
    const steps = page.getByRole('region', { name: 'First steps' });
    await expect(steps).toContainText('0 of 6');
    await addWarehouse(page, fresh.url);
    await importOrders(page, GBK, /^Import \d+ orders/);
    await go(page, '/home');
    await expect(steps).toContainText('3 of 6');
    await go(page, '/orders/import');
    await page.getByRole('button', { name: /^Take .* back$/ }).first().click();
    await dialog(page).getByRole('button', { name: 'Take back' }).click();
    await expect(page.getByText(/has been taken back/).first()).toBeVisible();
    await go(page, '/orders?view=all');
    await expect(page.getByText('No orders yet')).toBeVisible();
    await go(page, '/home');
    await steps.getByRole('button', { name: 'Hide' }).click();
    await expect(steps).toBeHidden();
  } finally {
    await fresh.end();
  }
});
