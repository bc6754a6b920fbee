// Work on a device that cannot send any more: it reaches the server by another way, an owner decides, and it is done once.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { Books, MUG, openDock, taken, takeIn } from './support/dock';
import { Waybill } from './support/server';
import { allSent, go, pill, secondDevice } from './support/shop';

let server: Waybill;

test.beforeEach(async () => {
  server = await Waybill.start();
});

test.afterEach(async () => {
  await server.end();
});

const card = (page: Page) => page.locator('article.decision');

test('a sealed file is handed in on another device, taken over by the owner, and sent once', async ({ page, context, browser }) => {
  await openDock(page, server.url);
  const books = await Books.of(page, server.url);
  const dock = new URL(page.url()).pathname;
  await context.setOffline(true);
  await takeIn(page, MUG, 2, 2);
  await takeIn(page, MUG, 3, 5);
  await go(page, '/sync');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export unsent' }).click(),
  ]);
  const path = await file.path();
  const text = readFileSync(path, 'utf8');
  expect(text).toContain('sealed');
  expect(text).not.toContain(MUG);

  const elsewhere = await browser.newContext();
  const desk = await secondDevice(elsewhere, server.url);
  await go(desk, '/sync');
  const chooser = desk.locator('input[type=file]');

  await test.step('what is no such file is refused in words', async () => {
    const other = test.info().outputPath('other.json');
    writeFileSync(other, '{"hello":1}');
    await chooser.setInputFiles(other);
    await expect(desk.getByText('This is no file with unsent changes of Waybill.')).toBeVisible();
    writeFileSync(other, text.replace(/"sealed":"..../, '"sealed":"AAAA'));
    await chooser.setInputFiles(other);
    await expect(desk.getByText('The seal of this file is broken')).toBeVisible();
    await expect(card(desk)).toHaveCount(0);
  });

  await test.step('the file waits for the owner, who sees what is in it', async () => {
    await chooser.setInputFiles(path);
    await expect(desk.locator('.toast')).toContainText('2 changes are handed in');
    await expect(card(desk)).toContainText('2 changes of Lin Yuwei');
    await expect(card(desk)).toContainText('Handed in as a file by Lin Yuwei');
    await card(desk).getByText('Look at the changes').click();
    await expect(card(desk).getByRole('listitem')).toHaveCount(2);
    await expect(card(desk).getByRole('listitem').first()).toContainText(MUG);
    await expect(pill(desk)).toContainText('1 needs your decision');
    expect(await books.onHand(MUG)).toBe(0);
  });

  await test.step('taking it over does it; the same file again says so', async () => {
    await card(desk).getByRole('button', { name: 'Take over' }).click();
    await expect(desk.getByText('2 changes are taken over.')).toBeVisible();
    await expect(card(desk)).toHaveCount(0);
    await allSent(desk);
    expect(await books.onHand(MUG)).toBe(5);
    await chooser.setInputFiles(path);
    await expect(desk.getByText('Everything in this file is known to the server already.')).toBeVisible();
  });

  await test.step('the device comes back, and nothing is done twice', async () => {
    await context.setOffline(false);
    await allSent(page);
    await go(page, dock);
    await expect(taken(page, MUG)).toHaveText('5');
    expect(await books.onHand(MUG)).toBe(5);
  });
  await elsewhere.close();
});

test('a device signed out from elsewhere hands in by itself what it holds, and keeps it', async ({ page, context, browser }) => {
  await openDock(page, server.url);
  await go(page, '/sync');
  await page.getByLabel('Name of this device').fill('Lost tablet');
  await page.getByLabel('Name of this device').press('Tab');
  // The name goes with the next greeting of the office.
  await page.reload();
  await allSent(page);
  const elsewhere = await browser.newContext();
  const desk = await secondDevice(elsewhere, server.url);
  const books = await Books.of(desk, server.url);
  await go(page, '/receiving/new');
  await page.getByRole('link', { name: 'Receive without announcing' }).click();
  await context.setOffline(true);
  await takeIn(page, MUG, 4, 4);

  await go(desk, '/settings/staff');
  await desk.getByRole('row').filter({ hasText: 'Lost tablet' }).getByRole('button', { name: 'Sign out' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(desk.locator('.toast')).toContainText('Lost tablet');

  await context.setOffline(false);
  await expect(pill(page)).toContainText('Sign in again to send 1 change', { timeout: 60_000 });
  await expect(async () => {
    await desk.goto(`${server.url}/sync`);
    await expect(card(desk)).toContainText('This device was signed out from elsewhere', { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(card(desk)).toContainText('1 change of Lin Yuwei on Lost tablet');
  await expect(pill(desk)).toContainText('1 needs your decision');
  await card(desk).getByRole('button', { name: 'Discard' }).click();
  await desk.getByRole('dialog', { name: 'Discard 1 change?' }).getByRole('button', { name: 'Discard' }).click();
  await expect(desk.getByText('1 change is discarded.')).toBeVisible();
  await expect(card(desk)).toHaveCount(0);
  await allSent(desk);
  expect(await books.onHand(MUG)).toBe(0);
  await expect(pill(page)).toContainText('Sign in again to send 1 change');
  await expect(taken(page, MUG)).toHaveText('4');
  await elsewhere.close();
});

test('what the rules refuse at taking over stays on a card until somebody has read it', async ({ page, context, browser }) => {
  await openDock(page, server.url);
  await context.setOffline(true);
  await newProduct(page, 'Rope, 10 m');
  await go(page, '/sync');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export unsent' }).click(),
  ]);

  const elsewhere = await browser.newContext();
  const desk = await secondDevice(elsewhere, server.url);
  await newProduct(desk, 'Rope of somebody else');
  await allSent(desk);
  await go(desk, '/sync');
  await desk.locator('input[type=file]').setInputFiles(await file.path());
  await card(desk).getByRole('button', { name: 'Take over' }).click();
  await expect(desk.getByText('0 taken over, 1 refused.')).toBeVisible();
  await expect(card(desk)).toContainText('1 change of Lin Yuwei');
  await expect(card(desk)).toContainText('was refused');
  await expect(card(desk).getByRole('listitem')).toContainText('ROPE-10');
  await expect(pill(desk)).toContainText('1 needs your decision');
  await desk.reload();
  await card(desk).getByRole('button', { name: 'Done with it' }).click();
  await expect(card(desk)).toHaveCount(0);
  await allSent(desk);
  await elsewhere.close();
});

async function newProduct(page: Page, name: string): Promise<void> {
  await go(page, '/products');
  await page.getByRole('button', { name: 'New product' }).first().click();
  const form = page.locator('dialog[open]');
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('SKU').fill('ROPE-10');
  await form.getByLabel(/^Price/).fill('12');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
}
