// What the office takes: single pushes, batches, and many devices that come back at once. No browser, only the wire of
// devices. Prints one JSON object a line: {name, value, unit, goal, at_least}. Called by `cargo xtask bench`.
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

const options = Object.fromEntries(process.argv.slice(2).map((word, at, all) => (word.startsWith('--') ? [word.slice(2), all[at + 1]] : [])).filter((pair) => pair.length));
const base = new URL(options.base);
const SECONDS = Number(options.seconds ?? 15);
/** Devices that work at the same time: enough that the office is never idle. */
const ABREAST = Number(options.abreast ?? 64);
const BATCH = 200;
const DEVICES = Number(options.devices ?? 500);
const QUEUED = 500;

const agent = new Agent({ keepAlive: true, maxSockets: Math.max(DEVICES, ABREAST), scheduling: 'fifo' });
const PASSWORD = 'a quiet harbour at night';
let owner = '';

function ask(method, path, body, cookie = owner) {
  return new Promise((answered, failed) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = { 'x-waybill': '1', cookie, ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }) };
    const asked = request({ host: base.hostname, port: base.port, method, path, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', failed);
      answer.on('end', () => answered({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
    });
    asked.on('error', failed);
    asked.end(text);
  });
}

const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const figure = (name, value, unit, goal, at_least = false) => console.log(JSON.stringify({ name, value: Math.round(value * 10) / 10, unit, goal, at_least }));
const fail = (why) => { throw new Error(why); };

/** An order of one line, as a desk places it. */
const place = () => ({
  name: 'orders.place.1',
  args: {
    order: randomUUID(),
    channel: 'desk',
    customer: { name: 'Maya Okafor', email: null, phone: null, language: 'en' },
    ship_to: { country: 'CN', region: '浙江省', city: '杭州市', district: '西湖区', postcode: '', street: '文三路 90 号' },
    currency: 'CNY',
    lines: [{ sku: 'MUG', quantity: 1, unit_price: 1000 }],
    terms: 'on_account',
  },
});

/** A device with a queue. */
class Device {
  client = randomUUID();
  seq = 0;
  constructor(person) {
    this.person = person;
  }

  /** The text of a push, made before the stopwatch runs. */
  push(commands) {
    const sent = commands.map((command) => ({ seq: (this.seq += 1), op: randomUUID(), occurred_at: Date.now(), ...command }));
    return JSON.stringify({ client: this.client, protocol: 1, device: 'Bench', commands: sent });
  }

  /** Sends it until it is answered. Every command must be accepted. */
  async send(push, count) {
    for (;;) {
      const answer = await ask('POST', '/api/sync/push', push, this.person);
      if (answer.status === 503 || answer.status === 429) {
        await new Promise((later) => setTimeout(later, 1000 * Number(answer.headers['retry-after'] ?? 1)));
        continue;
      }
      if (answer.status !== 200) fail(`${answer.status}: ${answer.text}`);
      const { answers } = JSON.parse(answer.text);
      if (answers.length !== count || answers.some(({ answer }) => !answer.accepted)) fail(`not accepted: ${answer.text.slice(0, 300)}`);
      return;
    }
  }

  async hello() {
    const answer = await ask('POST', '/api/sync/hello', { client: this.client, protocol: 1, device: 'Bench' }, this.person);
    return JSON.parse(answer.text);
  }
}

const entered = await ask('POST', '/api/gate/sign-up', {
  merchant: 'Bench', name: 'Bench', email: 'bench@example.com', password: PASSWORD, country: 'CN', currency: 'CNY', language: 'en', utc_offset_minutes: 480,
});
const cookie_of = (answer) => (answer.status === 200 ? answer.headers['set-cookie'].map((one) => one.split(';')[0]).join('; ') : fail(`${answer.status} ${answer.text}`));
owner = cookie_of(entered);

// The office lets one person push 1,200 times a minute, so every device has a person of its own, as far as they go.
const people = [];
for (let at = 0; at < ABREAST; at += 1) {
  const email = `clerk${at}@example.com`;
  const added = await ask('POST', '/api/app/members', { name: `Clerk ${at}`, email, role: 'clerk', password: PASSWORD });
  if (added.status >= 300) fail(`member: ${added.status} ${added.text}`);
  people.push(cookie_of(await ask('POST', '/api/gate/sign-in', { email, password: PASSWORD }, '')));
}
const shop = new Device(owner);
await shop.send(shop.push([{
  name: 'catalog.put_product.1',
  args: { sku: 'MUG', name: 'Mug', barcodes: [], price: { minor: 1000, currency: 'CNY' }, active: true },
}]), 1);

/** `abreast` devices push `size` commands again and again for some seconds. Answers with commands a second and times in ms. */
async function load(size, abreast) {
  const times = [];
  let done = 0;
  const until = performance.now() + SECONDS * 1000;
  const begun = performance.now();
  await Promise.all(Array.from({ length: abreast }, async (_, at) => {
    const device = new Device(people[at % people.length]);
    while (performance.now() < until) {
      const push = device.push(Array.from({ length: size }, place));
      const sent = performance.now();
      await device.send(push, size);
      times.push(performance.now() - sent);
      done += size;
    }
  }));
  return { rate: (done * 1000) / (performance.now() - begun), times };
}

await load(1, ABREAST / 4);
const single = await load(1, ABREAST);
figure(`single pushes, ${ABREAST} devices at once`, single.rate, '/s', 2500, true);
figure('single push, p50', percentile(single.times, 0.5), 'ms');
figure('single push, p99', percentile(single.times, 0.99), 'ms', 40);
const batched = await load(BATCH, 16);
figure(`commands in pushes of ${BATCH}, 16 devices at once`, batched.rate, '/s', 15_000, true);
figure(`push of ${BATCH} commands, p99`, percentile(batched.times, 0.99), 'ms');

console.error(`${DEVICES} devices with ${QUEUED} commands each`);
const devices = Array.from({ length: DEVICES }, (_, at) => new Device(people[at % people.length]));
const queues = devices.map((device) => {
  const pushes = [];
  for (let left = QUEUED; left > 0; left -= BATCH) {
    const size = Math.min(left, BATCH);
    pushes.push([device.push(Array.from({ length: size }, place)), size]);
  }
  return pushes;
});
const begun = performance.now();
await Promise.all(devices.map(async (device, at) => {
  await device.hello();
  for (const [push, size] of queues[at]) await device.send(push, size);
}));
figure(`${DEVICES} devices × ${QUEUED} queued commands at once, drained`, (performance.now() - begun) / 1000, 's', 60);
let lost = 0;
for (const device of devices) lost += QUEUED - (await device.hello()).last_seq;
figure('of them lost', lost, '', 0);
agent.destroy();
