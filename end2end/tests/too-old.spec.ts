// The server does not talk to an app as old as this one any more (426): it says so in words, work goes on and is kept, and
// loading the new one sends it.
import { expect } from '@playwright/test';
import { test } from './support/device';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { allSent, pill } from './support/shop';

test('an app that is too old keeps working, says what to do, and loses nothing', async ({ page, context, server }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  await takeIn(page, MUG, 1, 1);
  await allSent(page);

  const refused = { code: 'app-too-old', title: 'Too old', status: 426, type: '/problems/app-too-old' };
  await context.route('**/api/sync/hello', (route) =>
    route.fulfill({ status: 426, contentType: 'application/problem+json', headers: { 'x-waybill': '1' }, body: JSON.stringify(refused) }),
  );
  await page.reload();
  const banner = page.getByText('The server needs a newer version of this app.');
  await expect(banner).toBeVisible();
  await takeIn(page, MUG, 2, 3);
  await expect(pill(page)).toContainText('Load the new version');
  await expect(page.getByText('1 change is kept on this device', { exact: false })).toBeVisible();
  expect(await books.onHand(MUG)).toBe(1);

  await context.unroute('**/api/sync/hello');
  await page.getByRole('button', { name: 'Load the new version' }).click();
  await expect(banner).toBeHidden();
  await allSent(page);
  await expect(taken(page, MUG)).toHaveText('3');
  expect(await books.onHand(MUG)).toBe(3);
});
