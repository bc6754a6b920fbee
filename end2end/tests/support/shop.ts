// What people do in the shop, in their words. Tests read like a day at work.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';

export const OWNER = { name: 'Lin Yuwei', email: 'lin@example.com', password: 'a quiet harbour at night' };

/** Opens a shop in GBP; ends on the first screen. */
export async function openShop(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/sign-up`);
  await page.getByLabel('Name of the shop').fill('Harbour Goods');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('E-mail', { exact: true }).fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Open a shop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
}

export async function signIn(page: Page, base: string, who = OWNER): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
}

export const DEMO_PASSWORD = 'harbour-goods-demo';

/** Signs in to the demo shop as one of its people and waits for the books; ends on the screen that the role begins with. */
export async function enterDemo(page: Page, base: string, who = 'owner', language = 'en', theme = 'light'): Promise<void> {
  await page.addInitScript(
    ([tongue, look]) => {
      localStorage.setItem('waybill.language', tongue ?? '');
      localStorage.setItem('waybill.theme', look ?? '');
    },
    [language, theme],
  );
  await page.goto(`${base}/sign-in`);
  await page.locator('input[autocomplete=username]').fill(`${who}@demo.waybill`);
  await page.locator('input[autocomplete=current-password]').fill(DEMO_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await expect(page.locator('h1').first()).toBeVisible();
  await allSent(page);
}

/** Whether the rest of the app has come, which is loaded behind the first picture. */
export function isWhole(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.dataset.program === 'whole');
}

/** A second device: a browser context of its own, signed in. */
export async function secondDevice(context: BrowserContext, base: string): Promise<Page> {
  const page = await context.newPage();
  await signIn(page, base);
  return page;
}

/** Goes to a screen as a link would: without loading the page again, so that it also works offline. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path || url.pathname === path, { timeout: 15_000 });
}

export async function addWarehouse(page: Page, base: string): Promise<void> {
  await go(page, '/settings/places');
  await page.getByRole('button', { name: 'Add a warehouse' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a warehouse' });
  await dialog.getByLabel('Code').fill('LON');
  await dialog.getByLabel('Name').fill('London');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'LON · London' })).toBeVisible();
  await page.getByRole('button', { name: 'Add bins' }).click();
  const bins = page.getByRole('dialog', { name: 'Add bins' });
  await bins.getByLabel('First bin').fill('A-01-01');
  await bins.getByLabel('Last bin').fill('A-02-05');
  await bins.getByRole('button', { name: 'Add 10 bins' }).click();
  await expect(page.getByText('12 bins')).toBeVisible();
}

/** Brings a file in through the screen and creates the products it names. */
export async function importOrders(page: Page, file: string, button: RegExp): Promise<void> {
  await go(page, '/orders/import');
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Create missing products').check();
  await page.getByRole('button', { name: 'Check the file' }).click();
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByText(/is imported/)).toBeVisible({ timeout: 60_000 });
}

/** Opens an order of the list by searching for it. */
export async function openOrder(page: Page, words: string): Promise<string> {
  await go(page, '/orders?view=all');
  await page.getByRole('searchbox', { name: 'Search orders' }).fill(words);
  await expect(page.getByText('1 order', { exact: true })).toBeVisible();
  await page.getByRole('row').nth(1).getByText(/^(#|N-)/).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** As a wedge scanner does it: a burst of keys and Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const strokes = [...code].flatMap((key) => [{ type: 'keyDown', key, text: key } as const, { type: 'keyUp', key } as const]);
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
  // All at once: a scanner does not wait until the app has taken a key, however busy the machine is.
  await Promise.all(
    [...strokes, { ...enter, type: 'keyDown', text: '\r' } as const, { ...enter, type: 'keyUp' } as const].map((stroke) =>
      keyboard.send('Input.dispatchKeyEvent', stroke),
    ),
  );
  await keyboard.detach();
}

/** The pill says that everything is with the server. */
export async function allSent(page: Page): Promise<void> {
  await expect(pill(page)).toHaveAttribute('data-state', 'synced', { timeout: 60_000 });
}

export function pill(page: Page): Locator {
  return page.locator('a.sync').first();
}
