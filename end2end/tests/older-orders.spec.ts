// Orders that are over leave the devices, are found at the office, and come back when something changes.
import { expect } from '@playwright/test';
import { test } from './support/device';
import { Waybill } from './support/server';
import { allSent, enterDemo, go } from './support/shop';

test.use({ serviceWorkers: 'block' });

test('an order that is over leaves this device, is found at the office, and comes back when it changes', async ({ page, context }) => {
  const env: Record<string, string> = {};
  const waybill = await Waybill.start({ demo: true, env });
  await enterDemo(page, waybill.url);
  await go(page, '/orders?view=shipped&sort=-status');
  const delivered = page.getByRole('row').filter({ hasText: 'Delivered' }).first();
  await expect(delivered).toBeVisible();
  const number = (await delivered.locator('.mono').first().innerText()).trim();
  await delivered.locator('.mono').first().click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  const order = new URL(page.url()).pathname;
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();

  await test.step('the server keeps nothing on devices that is over', async () => {
    await waybill.stop();
    env.WAYBILL_DEVICE_DAYS = '0';
    await waybill.run();
    await go(page, '/orders?view=shipped');
    // The device hears of it as soon as it reaches the server again.
    await expect(page.getByText(number, { exact: true })).toHaveCount(0, { timeout: 60_000 });
    await expect(page.getByRole('row').filter({ hasText: 'Delivered' })).toHaveCount(0);
  });

  await test.step('a search that finds nothing here leads to the older ones', async () => {
    await page.getByRole('searchbox', { name: 'Search orders' }).fill(number);
    await page.getByRole('link', { name: 'Search older orders' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Older orders' })).toBeVisible();
    await expect(page.getByRole('searchbox', { name: 'Search older orders' })).toHaveValue(number);
    await page.getByText(number, { exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
    await expect(page.getByText('Delivered').first()).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(order);
    await go(page, '/orders?view=all');
    await page.getByRole('searchbox', { name: 'Search orders' }).fill(number);
    await expect(page.getByText('No order fits'), 'looked at, it is on no list').toBeVisible();
  });

  await test.step('another search shows other orders, also when it finds as many', async () => {
    await go(page, '/orders/older');
    const numbers = page.locator('tbody .mono');
    await expect(numbers.nth(1)).toBeVisible();
    const [one, other] = [await numbers.nth(0).innerText(), await numbers.nth(1).innerText()];
    for (const wanted of [one, other]) {
      await page.getByRole('searchbox', { name: 'Search older orders' }).fill(wanted);
      await expect(numbers).toHaveText([wanted]);
    }
    await go(page, '/orders?view=all');
  });

  await test.step('without a connection the screens say why', async () => {
    await page.reload();
    await allSent(page);
    await context.setOffline(true);
    await go(page, '/orders/older');
    await expect(page.getByText('Older orders need a connection')).toBeVisible();
    await go(page, order);
    await expect(page.getByText('It may be an older one, which is kept on the server.')).toBeVisible();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  });

  await test.step('the ledger of a product reads on at the server, and its balances hold', async () => {
    await go(page, '/inventory');
    await page.getByRole('row').nth(1).locator('.mono').first().click();
    await page.waitForURL(/\/inventory\/.+/);
    const onHand = (await page.getByText('On hand').first().locator('xpath=following::dd[1]').innerText()).trim();
    await page.getByRole('button', { name: 'Older moves' }).click();
    await expect(page.getByText('That is all.')).toBeVisible();
    const lines = page.getByRole('table', { name: /Ledger/ }).getByRole('row');
    expect(await lines.count()).toBeGreaterThan(1);
    expect((await lines.nth(1).getByRole('cell').last().innerText()).trim(), 'the newest balance is what is there').toBe(onHand);
    const oldest = lines.last().getByRole('cell');
    const change = (await oldest.nth(-2).innerText()).trim().replace('+', '');
    expect((await oldest.last().innerText()).trim(), 'and the first one began with nothing').toBe(change);
    await go(page, order);
  });

  await test.step('whoever changes something of it has it back', async () => {
    await page.getByRole('button', { name: 'Record tracking' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Record tracking' }).click();
    await allSent(page);
    await go(page, '/orders?view=all');
    await page.getByRole('searchbox', { name: 'Search orders' }).fill(number);
    await expect(page.getByRole('row').filter({ hasText: number })).toBeVisible();
  });
  await waybill.end();
});
