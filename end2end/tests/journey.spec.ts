// One order from a file to the parcel page, with the network gone in the middle.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { MailBox } from './support/mail';
import { Waybill } from './support/server';
import { addWarehouse, allSent, go, importOrders, openOrder, openShop, scan, secondDevice } from './support/shop';

const RETAIL = join(import.meta.dirname, '../fixtures/online-retail-excerpt.csv');
/** The first invoice of the file. */
const INVOICE = '536365';
const LABEL = 'RB123456785GB';

let server: Waybill;
let mailbox: MailBox;

test.beforeEach(async () => {
  mailbox = await MailBox.open();
  server = await Waybill.start({ env: { WAYBILL_SMTP_URL: mailbox.url, WAYBILL_MAIL_FROM: 'shop@example.com' } });
});

test.afterEach(async () => {
  await server.end();
  await mailbox.close();
});

test('an order is imported, received, picked and shipped offline, announced and followed', async ({ context, page, browser }) => {
  test.setTimeout(300_000);
  const base = server.url;

  await test.step('a merchant opens a shop and brings in a file', async () => {
    await openShop(page, base);
    await addWarehouse(page, base);
    await importOrders(page, RETAIL, /^Import \d+ orders/);
  });

  const order = await openOrder(page, INVOICE);

  await test.step('the order waits for money and an address, and gets both', async () => {
    await page.getByRole('button', { name: 'Record payment' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Record payment' }).click();
    await page.getByRole('button', { name: 'Complete address' }).first().click();
    const address = page.getByRole('dialog');
    await address.getByLabel('Street and number').fill('1 High Street');
    await address.getByLabel('City').fill('London');
    await address.getByLabel('Postcode').fill('N1 9GU');
    await address.getByRole('button', { name: 'Save' }).click();
    await expect(address).toBeHidden();
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const contact = page.getByRole('dialog');
    await contact.getByLabel('E-mail').fill('customer@example.com');
    await contact.getByLabel('Phone').fill('+44 20 7946 0000');
    await contact.getByRole('button', { name: 'Save' }).click();
    await expect(contact).toBeHidden();
  });

  await test.step('its goods arrive and are reserved', async () => {
    await go(page, `/receiving/new?order=${order}`);
    await page.getByRole('button', { name: 'Announce' }).click();
    await page.getByRole('button', { name: 'Receive all expected' }).click();
    await expect(page.getByText('Complete').first()).toBeVisible();
    await go(page, `/orders/${order}`);
    await page.getByRole('button', { name: 'Reserve stock' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click();
    await expect(page.getByRole('link', { name: 'Pick', exact: true })).toBeVisible();
    await allSent(page);
  });

  await test.step('the network goes; the floor works on', async () => {
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Pick', exact: true }).click();
    await expect(page.getByTestId('now')).toBeVisible();
    const first = await page.locator('.now-code').innerText();
    await scan(page, first);
    await expect(page.getByTestId('now-qty')).toContainText('1');
    await scan(page, 'NO-SUCH-THING-77');
    await expect(page.locator('.scan-band')).toHaveAttribute('data-scan-kind', 'unknown');
    const all = page.getByRole('link', { name: 'Go to pack' });
    while (!(await all.isVisible())) {
      const before = await page.getByTestId('now').innerText();
      await page.getByRole('button', { name: 'Take', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Taken' }).click();
      await expect(async () => {
        const gone = await all.isVisible();
        expect(gone || (await page.getByTestId('now').innerText({ timeout: 1_000 })) !== before).toBe(true);
      }).toPass();
    }
    await all.click();
    await scan(page, first);
    await page.getByRole('button', { name: 'All in the box' }).click();
    await page.getByLabel('Carrier').selectOption('royal_mail');
    await page.getByLabel('Tracking number').fill(LABEL);
    await page.getByRole('button', { name: 'Ship', exact: true }).click();
    await expect(page.getByTestId('parcel')).toContainText(LABEL);
    await expect(page.locator('.saved-mark')).toContainText('On this device');
  });

  await test.step('the page is loaded again without a network, and nothing is lost', async () => {
    await page.reload();
    await expect(page.getByTestId('parcel')).toContainText(LABEL);
    await expect(page.locator('.saved-mark')).toContainText('On this device');
  });

  await test.step('the network comes back; the server has it, and so has a second browser', async () => {
    await context.setOffline(false);
    await expect(page.locator('.saved-mark')).toContainText('On the server', { timeout: 60_000 });
    const other = await browser.newContext();
    const desk = await secondDevice(other, base);
    await openOrder(desk, INVOICE);
    await expect(desk.getByText('Shipped').first()).toBeVisible();
    await other.close();
  });

  await test.step('the customer gets one mail, and its link opens the parcel page', async () => {
    const mail = await mailbox.find((mail) => mail.text?.includes(LABEL) ?? false);
    const link = /https?:\/\/\S+\/t\/[0-9A-Za-z]+/.exec(mail.text ?? '')?.[0] ?? '';
    expect(link).not.toBe('');
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
    const parcel = await phone.newPage();
    await parcel.goto(new URL(new URL(link).pathname, base).href);
    await expect(parcel.getByText(LABEL.slice(-4)).first()).toBeVisible();
    await expect(parcel.getByRole('heading', { level: 1 })).toBeVisible();
    await phone.close();
    expect(mailbox.mails).toHaveLength(1);
  });
});
