// One person, two tabs of one browser: both act, both show both changes, and one of them carries for both.
import { expect, test, type Page } from '@playwright/test';
import { Books, MUG, TEA, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, pill } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

/** Counts what a tab sends to the server. */
function pushes(page: Page): { count: number } {
  const seen = { count: 0 };
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sync/push')) seen.count += 1;
  });
  return seen;
}

test('both tabs show both changes, one sends for both, and the other takes over when it is closed', async ({ page, context }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  const other = await context.newPage();
  const [first, second] = [pushes(page), pushes(other)];
  await other.goto(page.url());
  await expect(other.getByLabel('SKU or barcode')).toBeVisible();

  await test.step('with a connection', async () => {
    await takeIn(page, MUG, 2, 2);
    await expect(taken(other, MUG)).toHaveText('2');
    await takeIn(other, TEA, 3, 3);
    await expect(taken(page, TEA)).toHaveText('3');
    await allSent(page);
    await allSent(other);
    expect(first.count).toBeGreaterThan(0);
    expect(second.count).toBe(0);
  });

  await test.step('without one, both count what waits', async () => {
    await context.setOffline(true);
    await takeIn(page, MUG, 1, 3);
    await expect(taken(other, MUG)).toHaveText('3');
    await takeIn(other, MUG, 1, 4);
    await expect(taken(page, MUG)).toHaveText('4');
    for (const tab of [page, other]) await expect(pill(tab)).toContainText('2 changes saved on this device');
  });

  await test.step('the leading tab is closed before it could send', async () => {
    await page.close();
    await context.setOffline(false);
    await allSent(other);
    expect(second.count).toBeGreaterThan(0);
    await expect(taken(other, MUG)).toHaveText('4');
    expect(await books.onHand(MUG)).toBe(4);
    expect(await books.onHand(TEA)).toBe(3);
  });
});

test('signing out in one tab closes the books in the other', async ({ page, context }) => {
  await openDock(page, server.url);
  const other = await context.newPage();
  await other.goto(page.url());
  await takeIn(other, MUG, 1, 1);
  await allSent(other);

  await other.getByRole('button', { name: /Lin Yuwei/ }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText(MUG)).toHaveCount(0);
});
