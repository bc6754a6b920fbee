// Every screen, in both languages and both themes, has nothing that keeps people out.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { allSent, go } from './support/shop';

const DEMO = { email: 'owner@demo.waybill', password: 'harbour-goods-demo' };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENS = [
  '/home', '/orders?view=all', '/orders/new', '/orders/import', '/receiving', '/receiving/new', '/inventory', '/products',
  '/messages', '/sync', '/settings/shop', '/settings/staff', '/settings/places', '/settings/keys', '/settings/mail',
  '/settings/scanning', '/settings/look', '/settings/data', '/settings/about', '/floor', '/floor/pick', '/floor/pack', '/floor/lookup',
];

let server: Waybill;

test.beforeAll(async () => {
  server = await Waybill.start({ demo: true });
});

test.afterAll(async () => {
  await server.end();
});

async function enter(page: Page, language: string, theme: string): Promise<void> {
  await page.addInitScript(
    ([tongue, look]) => {
      localStorage.setItem('waybill.language', tongue ?? '');
      localStorage.setItem('waybill.theme', look ?? '');
    },
    [language, theme],
  );
  await page.goto(`${server.url}/sign-in`);
  await page.locator('input[autocomplete=username]').fill(DEMO.email);
  await page.locator('input[autocomplete=current-password]').fill(DEMO.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL(/\/home/);
  await expect(page.locator('h1')).toBeVisible();
}

/** What axe finds, short enough to read in a failing test. */
async function findings(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  );
}

for (const language of ['en', 'zh-CN']) {
  for (const theme of ['light', 'dark']) {
    test(`axe finds nothing on any screen: ${language}, ${theme}`, async ({ page }) => {
      test.setTimeout(300_000);
      const found: Record<string, string[]> = {};
      await page.goto(`${server.url}/sign-in`);
      await enter(page, language, theme);
      const screens = [...SCREENS, ...(await someOf(page))];
      for (const screen of screens) {
        await go(page, screen);
        await expect(page.locator('h1').first()).toBeVisible();
        const here = await findings(page);
        if (here.length > 0) found[screen] = here;
      }
      expect(found).toEqual({});
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    });
  }
}

/** One order, one product's stock, one pick and one pack, whatever the demo has. */
async function someOf(page: Page): Promise<string[]> {
  const order = await firstRow(page, '/orders?view=on_hold', /\/orders\/[0-9a-f-]{36}$/);
  const sku = await firstRow(page, '/inventory', /\/inventory\/.+/);
  const pick = await firstLink(page, '/floor/pick', /^\/floor\/pick\/.+/);
  const pack = await firstLink(page, '/floor/pack', /^\/floor\/pack\/.+/);
  return [order, sku, pick, pack];
}

async function firstLink(page: Page, screen: string, fits: RegExp): Promise<string> {
  await go(page, screen);
  let found = '';
  await expect(async () => {
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    found = links.find((href) => fits.test(href)) ?? '';
    expect(found).not.toBe('');
  }).toPass({ timeout: 15_000 });
  return found;
}

/** Opens the first row of a list, as a person would. */
async function firstRow(page: Page, screen: string, fits: RegExp): Promise<string> {
  await go(page, screen);
  await page.locator('tbody tr td').nth(2).click();
  await page.waitForURL(fits, { timeout: 15_000 });
  return new URL(page.url()).pathname;
}

test('the parcel search has nothing that keeps people out, and gives nothing away', async ({ page }) => {
  await page.goto(`${server.url}/find`);
  expect(await findings(page)).toEqual([]);
});

test('the app installs, starts without a network, and offers a new version without forcing it', async ({ page, context }) => {
  await enter(page, 'en', 'light');
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  const cdp = await context.newCDPSession(page);
  const { installabilityErrors } = (await cdp.send('Page.getInstallabilityErrors')) as { installabilityErrors: { errorId: string }[] };
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  // The first copy of the books is on the device before the network goes.
  await go(page, '/orders?view=all');
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await allSent(page);
  await page.reload();
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await context.setOffline(true);
  await page.goto(`${server.url}/orders?view=all`);
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await context.setOffline(false);
});
