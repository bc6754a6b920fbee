// Files as they really come: wrong letters, impossible values, doubles. Every bad row is named with its reason in the
// language of the screen, every good row is brought in, and the app lives on.
import { expect, test, type Page } from '@playwright/test';
import { Waybill } from './support/server';
import { allSent, go, openShop } from './support/shop';

const HEADER = 'Order number,SKU,Product name,Quantity,Unit price,Order date,Customer name,Phone';

let server: Waybill;

test.beforeEach(async ({ page }) => {
  server = await Waybill.start();
  await openShop(page, server.url);
});

test.afterEach(async () => {
  await server.end();
});

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await go(page, '/orders/import');
  const another = page.getByRole('button', { name: /^(Import another file|Another file|Change columns)$/ }).first();
  const file = page.locator('input[type=file]');
  await expect(another.or(page.locator('label').filter({ has: file }).or(file.locator('..'))).first()).toBeVisible();
  if (!(await file.count())) await another.click();
  await file.setInputFiles({ name, mimeType: 'text/csv', buffer });
}

async function check(page: Page): Promise<void> {
  await page.getByLabel('Create missing products').check();
  await page.getByRole('button', { name: 'Check the file' }).click();
}

/** What is said about a row, counted as a spreadsheet counts. */
function remark(page: Page, row: number, words: string) {
  return page.locator('.report-rows').getByRole('row').filter({ hasText: new RegExp(`^\\s*${row}\\D`) }).filter({ hasText: words });
}

test('each bad row is named with its reason, in both languages, and the good ones come in', async ({ page }) => {
  const rows = [
    HEADER,
    'A-1,MUG,Mug,2,4.50,2026-11-01,Ann,+44 20 7946 0000', // 2: good
    'A-2,MUG,Mug,1,2.555,2026-11-01,Ben,', // 3
    'A-3,MUG,Mug,-1,4.50,2026-11-01,Cid,', // 4
    'A-4,MUG,Mug,1.5,4.50,2026-11-01,Dot,', // 5
    'A-5,MUG,Mug,1,4.50,2026-02-30,Eve,', // 6
    'A-6,MUG,Mug,1,4.50,2026-13-45,Fay,', // 7
    `A-7,MUG,Mug,1,4.50,2026-11-01,${'x'.repeat(5 << 20)},`, // 8: five megabytes of a name
    'A-8,MUG,Mug,0,4.50,2026-11-01,Gil,', // 9
    'A-9,MUG,Mug,99999999999999999999,4.50,2026-11-01,Hal,', // 10
    'A-10,MUG,Mug,1,£4.50.00,2026-11-01,Ian,', // 11
    'A-1,MUG,Mug,2,4.50,2026-11-01,Ann,+44 20 7946 0000', // 12: row 2 once more
    'A-11,MUG,Mug,1,4.50,2026-11-01,Joy,not a phone', // 13
    'A-12,MUG,"Mug,1,4.50', // 14: a quote that never ends
  ];
  await choose(page, 'dirty.csv', Buffer.from(rows.join('\n')));
  await check(page);
  const said: [number, string, string][] = [
    [3, '“2.555” has more decimals than GBP', '“2.555”的小数位数超过'],
    [4, 'The quantity is negative', '数量为负'],
    [5, '“1.5” is not a whole quantity', '“1.5”不是整数数量'],
    [6, '“2026-02-30” is not a date', '“2026-02-30”不是日期'],
    [7, '“2026-13-45” is not a date', '“2026-13-45”不是日期'],
    [8, 'the text is too long', '内容过长'],
    [9, 'The quantity is zero', '数量为 0'],
    [12, 'Same product and price as row 2', '2'],
    [13, 'is not a phone number', '“not a phone”'],
  ];
  for (const [row, words] of said) await expect(remark(page, row, words)).toBeVisible();
  for (const row of [10, 11, 14]) await expect(remark(page, row, '')).toBeVisible();

  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitemcheckbox', { name: '简体中文' }).click();
  for (const [row, , words] of said) await expect(remark(page, row, words)).toBeVisible();
  await page.getByRole('button', { name: '语言' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click();

  await page.getByRole('button', { name: /^Import 2 orders/ }).click();
  await expect(page.getByText('dirty.csv is imported')).toBeVisible();
  await expect(page.getByText('2 orders placed.')).toBeVisible();
  await allSent(page);

  await test.step('the same file again brings nothing twice', async () => {
    await choose(page, 'dirty.csv', Buffer.from(rows.join('\n')));
    await check(page);
    await expect(page.getByRole('button', { name: /^Import 0 orders/ })).toBeDisabled();
    await go(page, '/orders?view=all');
    await expect(page.getByText('2 orders', { exact: true })).toBeVisible();
  });
});

test('letters of other systems are read, and broken ones stop nobody', async ({ page }) => {
  const names = async () => page.getByRole('table', { name: /First orders|Columns of the file/ }).first().innerText();
  const row = (number: string, name: string) => `${HEADER}\n${number},MUG,Mug,1,4.50,2026-11-01,${name},`;

  await test.step('Latin-1', async () => {
    await choose(page, 'latin.csv', Buffer.from(row('L-1', 'José Nuñez'), 'latin1'));
    expect(await names()).toContain('José Nuñez');
  });

  await test.step('UTF-16 with half of a pair: the row stays readable, the half becomes a mark', async () => {
    await page.getByRole('button', { name: 'Another file' }).click();
    const text = Buffer.from(`\ufeff${row('U-1', 'Ann \ud83d Lee')}`, 'utf16le');
    await choose(page, 'halves.csv', text);
    expect(await names()).toContain('Lee');
    await check(page);
    await page.getByRole('button', { name: /^Import 1 order/ }).click();
    await expect(page.getByText('halves.csv is imported')).toBeVisible();
    await allSent(page);
  });

  await test.step('a picture with the name of a table', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7919) % 256));
    await choose(page, 'picture.csv', noise);
    await expect(page.getByText('This is not a text file.', { exact: false })).toBeVisible();
  });

  await test.step('a spreadsheet', async () => {
    await choose(page, 'orders.xlsx', Buffer.from('PK\u0003\u0004 and so on', 'latin1'));
    await expect(page.getByText('This is a spreadsheet file.', { exact: false })).toBeVisible();
  });

  await test.step('nothing', async () => {
    await choose(page, 'empty.csv', Buffer.alloc(0));
    await expect(page.getByText('The file is empty.', { exact: false })).toBeVisible();
  });

  await go(page, '/orders?view=all');
  await expect(page.getByText('1 order', { exact: true })).toBeVisible();
});
