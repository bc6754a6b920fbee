// Signing out with work that is only on this device: nobody loses it by accident, and it can be taken along as a file.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, go, pill, signIn } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

async function wantToLeave(page: import('@playwright/test').Page): Promise<void> {
  await page.getByRole('button', { name: /Lin Yuwei/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

test('unsent work stands in the way of signing out, and goes into a file', async ({ page, context }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  await context.setOffline(true);
  await takeIn(page, MUG, 2, 2);
  await takeIn(page, MUG, 3, 5);

  await test.step('the guard says how much there is and offers a file', async () => {
    await wantToLeave(page);
    const guard = page.getByRole('dialog', { name: '2 changes are only on this device' });
    await expect(guard).toBeVisible();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      guard.getByRole('button', { name: 'Export file' }).click(),
    ]);
    const kept = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect(kept.shares.map((share: { changes: number }) => share.changes)).toEqual([2]);
    await guard.getByRole('button', { name: 'Stay until sent' }).click();
    await expect(taken(page, MUG)).toHaveText('5');
  });

  await test.step('the Sync screen has the same file', async () => {
    await go(page, '/sync');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export unsent' }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain('sealed');
    expect(text, 'nobody reads it on the way').not.toContain(MUG);
  });

  await test.step('who stays loses nothing', async () => {
    await context.setOffline(false);
    await allSent(page);
    expect(await books.onHand(MUG)).toBe(5);
    await wantToLeave(page);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});

test('only the number, typed, deletes unsent work', async ({ page, context }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  const dock = new URL(page.url()).pathname;
  await context.setOffline(true);
  await takeIn(page, MUG, 7, 7);
  await wantToLeave(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete and sign out' }).click();
  const sure = page.getByRole('dialog', { name: 'Delete 1 change for good?' });
  const button = sure.getByRole('button', { name: 'Delete and sign out' });
  await expect(button).toBeDisabled();
  await sure.getByRole('textbox').fill('1');
  await button.click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  await context.setOffline(false);
  await signIn(page, server.url);
  await allSent(page);
  expect(await books.onHand(MUG)).toBe(0);
  await go(page, dock);
  await takeIn(page, MUG, 1, 1);
  await allSent(page);
  expect(await books.onHand(MUG)).toBe(1);
  await expect(pill(page)).toHaveAttribute('data-state', 'synced');
});
