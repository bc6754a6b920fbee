// The server burns down after the last back-up. What was done since is on the devices, and comes back from there.
import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, pill } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

test('a server put back from an older back-up gets what the devices still hold, each change once', async ({ page, context }) => {
  await openDock(page, server.url);
  const file = `${server.data}.backup`;

  await takeIn(page, MUG, 2, 2);
  await allSent(page);
  const books = await Books.of(page, server.url);
  await server.command('backup', file);

  // Answered by the server that will be lost, and never answered.
  await takeIn(page, MUG, 3, 5);
  await allSent(page);
  expect(await books.onHand(MUG)).toBe(5);
  await context.setOffline(true);
  await takeIn(page, MUG, 4, 9);
  await expect(pill(page)).toContainText('1 change saved on this device');

  await server.kill();
  await server.forgetAll();
  await server.command('restore', file);
  await server.run();
  expect(await books.onHand(MUG)).toBe(2);

  await context.setOffline(false);
  await expect.poll(() => books.onHand(MUG), { timeout: 60_000 }).toBe(9);
  await allSent(page);
  await expect(taken(page, MUG)).toHaveText('9');
  await page.reload();
  await allSent(page);
  await expect(taken(page, MUG)).toHaveText('9');
  expect(await books.onHand(MUG)).toBe(9);
  rmSync(file);
});
