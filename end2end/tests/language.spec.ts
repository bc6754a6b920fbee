// A browser loads the texts of the language that it speaks, and says so when it cannot have them.
import { expect } from '@playwright/test';
import { test } from './support/device';
import { Waybill } from './support/server';
import { isWhole } from './support/shop';

// Without the service worker, which keeps all of them.
test.use({ serviceWorkers: 'block', locale: 'en-GB' });

test('one language is loaded, and another one when somebody asks for it', async ({ page, context }) => {
  const waybill = await Waybill.start();
  const loaded: string[] = [];
  page.on('request', (request) => {
    const named = /texts-(en|zh-CN)-[0-9a-f]{16}\.txt$/.exec(request.url());
    if (named?.[1]) loaded.push(named[1]);
  });
  await page.goto(`${waybill.url}/sign-in`);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(loaded).toEqual(['en']);
  await expect.poll(() => isWhole(page)).toBe(true);

  await test.step('without a connection the screens stay as they are and say why', async () => {
    await context.setOffline(true);
    await page.getByRole('radio', { name: '简体中文' }).click();
    await expect(page.getByText('The other language is not on this device yet.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    await expect(page.getByRole('radio', { name: 'English' })).toBeChecked();
    await context.setOffline(false);
  });

  await page.getByRole('radio', { name: '简体中文' }).click();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  expect(loaded.filter((language) => language === 'en'), 'what was learnt is not loaded again').toHaveLength(1);

  await page.getByRole('radio', { name: '简体中文' }).click();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  loaded.length = 0;
  await page.reload();
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  expect(loaded, 'the next start speaks it at once').toEqual(['zh-CN']);
  await waybill.end();
});

test('until its texts are here the page says that it waits, and goes on by itself', async ({ page }) => {
  const waybill = await Waybill.start();
  const hotel = { status: 200, contentType: 'text/html', body: '<title>hotel</title>' };
  await page.route('**/texts-*', (route) => route.fulfill(hotel));
  await page.goto(`${waybill.url}/sign-in`);
  await expect(page.getByText('Waiting for a connection. It goes on by itself.')).toBeVisible();
  await page.unroute('**/texts-*');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(page.getByText('Waiting for a connection.')).toHaveCount(0);
  await waybill.end();
});
