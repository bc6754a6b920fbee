// Every screen, in both languages and both themes, has nothing that keeps people out.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { allSent, enterDemo, go } from './support/shop';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCREENS = [
  '/home', '/orders?view=all', '/orders/new', '/orders/import', '/receiving', '/receiving/new', '/inventory', '/products',
  '/messages', '/sync', '/settings/shop', '/settings/staff', '/settings/places', '/settings/keys', '/settings/mail',
  '/settings/scanning', '/settings/account', '/settings/look', '/settings/data', '/settings/about', '/floor', '/floor/pick', '/floor/pack', '/floor/lookup',
];

let server: Waybill;

test.beforeAll(async () => {
  server = await Waybill.start({ demo: true });
});

test.afterAll(async () => {
  await server.end();
});

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
      await enterDemo(page, server.url, 'owner', language, theme);
      expect(await look(page, findings)).toEqual({});
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    });
  }
}

for (const [width, height, language, theme] of [[390, 844, 'en', 'dark'], [820, 1180, 'zh-CN', 'light']] as const) {
  test(`nothing keeps people out and no screen scrolls sideways at ${width} px`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.setViewportSize({ width, height });
    await enterDemo(page, server.url, 'owner', language, theme);
    expect(await look(page, async (page) => [...(await sideways(page)), ...(await findings(page))])).toEqual({});
  });
}

/** What a look at every screen finds, by screen. */
async function look(page: Page, at: (page: Page) => Promise<string[]>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const screen of [...SCREENS, ...(await someOf(page))]) {
    await go(page, screen);
    await expect(page.locator('h1').first()).toBeVisible();
    const here = await at(page);
    if (here.length > 0) found[screen] = here;
  }
  return found;
}

/** What is wider than its place: the page itself, or a table in it. Tabs may be pushed along. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('html, main, .data-scroll, .table-scroll')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => `sideways: ${part.className || part.tagName} is ${part.scrollWidth} px wide in ${part.clientWidth}`),
  );
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
  await page.locator('tbody tr:not(.spacer)').first().click();
  await page.waitForURL(fits, { timeout: 15_000 });
  return new URL(page.url()).pathname;
}

test('the parcel search has nothing that keeps people out, and gives nothing away', async ({ page }) => {
  await page.goto(`${server.url}/find`);
  expect(await findings(page)).toEqual([]);
});

test('the app installs, starts without a network, and offers a new version without forcing it', async ({ page, context }) => {
  await enterDemo(page, server.url);
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
