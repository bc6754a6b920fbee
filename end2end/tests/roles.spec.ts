// Everybody sees and may what their role says; a person who joins gets a password and changes it; every promised key works.
import { expect, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { DEMO_PASSWORD, allSent, enterDemo, go } from './support/shop';

let server: Waybill;

test.beforeAll(async () => {
  server = await Waybill.start({ demo: true });
});

test.afterAll(async () => {
  await server.end();
});

async function openFirst(page: Page, view: string): Promise<void> {
  await go(page, `/orders?view=${view}`);
  await page.locator('tbody tr:not(.spacer)').first().locator('td').last().click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
}

/** At the pace of a hand: what comes faster is a scanner. */
async function letters(page: Page, keys: string): Promise<void> {
  await page.keyboard.type(keys, { delay: 120 });
}

async function settingsTabs(page: Page): Promise<string[]> {
  await go(page, '/settings');
  return page.getByRole('navigation', { name: 'Settings' }).getByRole('link').allInnerTexts();
}

test('a viewer looks at everything and changes nothing', async ({ page }) => {
  await enterDemo(page, server.url, 'viewer');
  await expect(page).toHaveURL(/\/orders/);
  await expect(page.getByRole('link', { name: 'New order' })).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await letters(page, 'n');
  await openFirst(page, 'on_hold');
  await expect(page.locator('.page-actions').getByRole('button')).toHaveCount(0);
  await expect(page.locator('.decision').getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  for (const screen of ['/orders/new', '/orders/import', '/receiving/new']) {
    await go(page, screen);
    await expect(page.getByRole('heading', { name: 'Your role does not include this' })).toBeVisible();
  }
  await go(page, '/inventory/CAP-ROSE');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Adjust|Move|Count)/ })).toHaveCount(0);
  await go(page, '/products');
  await expect(page.getByRole('button', { name: 'New product' })).toHaveCount(0);
  await page.locator('tbody tr:not(.spacer)').first().locator('td').first().click();
  await expect(page.locator('dialog[open]').getByRole('button', { name: 'Save' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await go(page, '/messages?show=tickets');
  await expect(page.locator('.decision').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Close ticket' })).toHaveCount(0);
  expect(await settingsTabs(page)).toEqual(['Scanning', 'Your password', 'Appearance', 'About']);
  await go(page, '/settings/staff');
  await expect(page.getByText('There is no such page')).toBeVisible();
  // Picking is for the floor: nothing to press, whatever address somebody types.
  await go(page, '/floor/pick');
  await page.locator('a.queue-row').first().click();
  await expect(page.getByTestId('now')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take' })).toHaveCount(0);
});

test('support holds and tracks, but takes no money and edits no order', async ({ page }) => {
  await enterDemo(page, server.url, 'support');
  await go(page, '/orders?view=to_ship');
  await page.getByRole('checkbox').nth(1).check();
  const bar = page.locator('.toolbar');
  await expect(bar.getByRole('button', { name: 'Hold' })).toBeVisible();
  await expect(bar.getByRole('button', { name: /Reserve|Urgent|Record payment|Cancel orders/ })).toHaveCount(0);
  await openFirst(page, 'shipped');
  const parcel = page.getByRole('region', { name: 'Parcel' });
  await parcel.getByRole('button', { name: 'Record tracking' }).click();
  await page.locator('dialog[open]').getByLabel('Place').fill('Hull');
  await page.locator('dialog[open]').getByRole('button', { name: 'Record tracking' }).click();
  await expect(parcel).toContainText('Hull');
  await expect(page.getByRole('button', { name: 'Record payment' })).toHaveCount(0);
  expect(await settingsTabs(page)).toEqual(['Mail outbox', 'Scanning', 'Your password', 'Appearance', 'About']);
  await allSent(page);
});

test('the warehouse begins on the floor, and moves stock but no orders', async ({ page }) => {
  await enterDemo(page, server.url, 'floor');
  await expect(page).toHaveURL(/\/floor$/);
  await page.getByRole('link', { name: 'Receive' }).click();
  await expect(page.getByRole('link', { name: 'New delivery' })).toBeVisible();
  await go(page, '/inventory/CAP-ROSE');
  await expect(page.getByRole('button', { name: /^Count/ })).toBeVisible();
  await page.goto(`${server.url}/orders`);
  await expect(page).toHaveURL(/\/floor$/);
  await page.getByRole('button', { name: /Warehouse$/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
});

test('a person joins, changes the password, gets another role, and leaves', async ({ page, browser }) => {
  const second = 'rain on the quay at noon';
  await enterDemo(page, server.url);
  await go(page, '/settings/staff');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const form = page.locator('dialog[open]');
  await form.getByLabel('Name').fill('Wen Li');
  await form.getByLabel('E-mail').fill('wen@demo.waybill');
  await form.getByLabel('Role').selectOption('support');
  await form.getByLabel('First password', { exact: true }).fill(DEMO_PASSWORD);
  await form.getByRole('button', { name: 'Add a person' }).click();
  const row = page.getByRole('row').filter({ hasText: 'wen@demo.waybill' });
  await expect(row).toBeVisible();

  const context = await browser.newContext();
  const desk = await context.newPage();
  await enterDemo(desk, server.url, 'wen');
  await go(desk, '/settings/account');
  await desk.getByLabel('Current password', { exact: true }).fill('not this one at all');
  await desk.getByLabel('New password', { exact: true }).fill(second);
  await desk.getByRole('button', { name: 'Change password' }).click();
  await expect(desk.locator('.banner, .field-error').first()).toBeVisible();
  await desk.getByLabel('Current password', { exact: true }).fill(DEMO_PASSWORD);
  await desk.getByRole('button', { name: 'Change password' }).click();
  await expect(desk.locator('.toast')).toBeVisible();

  await row.getByRole('combobox').selectOption('clerk');
  await expect(page.locator('.toast')).toContainText('Wen Li: Clerk');
  await allSent(page);
  // The role comes with the next greeting of the office.
  await desk.goto(`${server.url}/orders`);
  await expect(desk.getByRole('link', { name: 'New order' })).toBeVisible({ timeout: 30_000 });

  await row.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await expect(row).toContainText('Cannot sign in');
  await allSent(page);
  await desk.goto(`${server.url}/sign-in`);
  await desk.locator('input[autocomplete=username]').fill('wen@demo.waybill');
  await desk.locator('input[autocomplete=current-password]').fill(second);
  await desk.locator('button[type=submit]').click();
  await expect(desk.locator('.banner, .field-error').first()).toBeVisible();
  await context.close();
});

test('every key that the help promises works, and the command menu finds things', async ({ page }) => {
  await enterDemo(page, server.url);
  await letters(page, '?');
  const help = page.locator('dialog[open]');
  await expect(help).toContainText('Keyboard shortcuts');
  await expect(help).toContainText('Next and previous row');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();

  const places = { o: /\/orders$/, r: /\/receiving$/, i: /\/inventory$/, p: /\/products$/, m: /\/messages$/, s: /\/sync$/, e: /\/settings$/, h: /\/home$/ };
  for (const [letter, address] of Object.entries(places)) {
    await letters(page, `g${letter}`);
    await expect(page).toHaveURL(address);
  }
  await letters(page, 'gf');
  await expect(page).toHaveURL(/\/floor$/);
  await go(page, '/orders');

  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await letters(page, '/');
  await expect(page.getByRole('searchbox', { name: 'Search orders' })).toBeFocused();
  await page.getByRole('searchbox', { name: 'Search orders' }).blur();
  await letters(page, 'jj');
  await expect(page.locator('tr.here')).toHaveCount(1);
  await letters(page, 'x');
  await expect(page.locator('.toolbar')).toContainText('1 selected');
  await letters(page, 'j');
  await letters(page, 'j');
  await page.keyboard.press('Shift+X', { delay: 120 });
  await expect(page.locator('.toolbar')).toContainText('3 selected');
  await page.keyboard.press('Escape');
  await expect(page.locator('.toolbar')).not.toContainText('selected');
  await letters(page, 'k');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);

  await letters(page, 'n');
  await expect(page).toHaveURL(/\/orders\/new$/);
  await go(page, '/products');
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await letters(page, 'n');
  await expect(page.locator('dialog[open]')).toContainText('New product');
  await page.keyboard.press('Escape');
  await go(page, '/receiving');
  await letters(page, 'n');
  await expect(page).toHaveURL(/\/receiving\/new$/);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('#10001', { delay: 90 });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('#10001');
  await page.keyboard.press('Control+k');
  await expect(page.locator('dialog[open]')).toContainText('Recent');
  await page.keyboard.press('Escape');

  await go(page, '/orders/new');
  await page.getByRole('combobox', { name: 'Add a product' }).fill('CAP-ROSE');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Lines' })).toContainText('CAP-ROSE');
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
});
