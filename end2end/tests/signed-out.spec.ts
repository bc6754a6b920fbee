// The server no longer knows the session of a device that holds unsent work: the work stays, the person signs in again,
// and everything is sent once.
import { expect, test } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, go, OWNER, pill, secondDevice } from './support/shop';

const NEW_PASSWORD = 'a louder harbour by day';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

test('work of a device whose session has ended is kept, and sent once after signing in again', async ({ page, context, browser }) => {
  await openDock(page, server.url);
  await takeIn(page, MUG, 1, 1);
  await allSent(page);

  await context.setOffline(true);
  await takeIn(page, MUG, 2, 3);
  await takeIn(page, MUG, 3, 6);
  const elsewhere = await browser.newContext();
  const desk = await secondDevice(elsewhere, server.url);
  const books = await Books.of(desk, server.url);
  await test.step('another device changes the password', async () => {
    await go(desk, '/settings/account');
    await desk.getByLabel('Current password', { exact: true }).fill(OWNER.password);
    await desk.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
    await desk.getByRole('button', { name: 'Change password' }).click();
    await expect(desk.getByText('Password changed.')).toBeVisible();
  });

  await context.setOffline(false);
  await expect(pill(page)).toContainText('Sign in again to send 2 changes', { timeout: 60_000 });
  await expect(taken(page, MUG)).toHaveText('6');
  await test.step('nothing is lost by loading the page again, and work goes on', async () => {
    await page.reload();
    await expect(pill(page)).toContainText('Sign in again to send 2 changes', { timeout: 60_000 });
    await expect(taken(page, MUG)).toHaveText('6');
    await takeIn(page, MUG, 4, 10);
    await expect(pill(page)).toContainText('Sign in again to send 3 changes');
    expect(await books.onHand(MUG)).toBe(1);
  });

  await test.step('signing in from the Sync screen sends it', async () => {
    await pill(page).click();
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('E-mail', { exact: true }).fill(OWNER.email);
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await allSent(page);
    expect(await books.onHand(MUG)).toBe(10);
  });
  await elsewhere.close();
});
