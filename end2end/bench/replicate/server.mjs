// Waybill's side of replicate.mjs in a rig that is not ours: `cargo xtask bench replicate` lays a copy of this into it. The real
// server, on a database of its own in the rig's PostgreSQL, behind the rig's sockets, which count the bytes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { extname, join, normalize } from 'node:path';
import pg from 'pg';

const SERVER = process.env.WAYBILL_BENCH_SERVER;
const APP = process.env.WAYBILL_BENCH_APP;
const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };

export async function mount(app, at, { pool, orders, dir }) {
  const { host, port, user } = pool.options;
  const database = `waybill_${process.pid}_${Date.now()}`;
  await pool.query(`CREATE DATABASE ${database}`);
  const place = ['--data', dir, '--database-url', `postgres://${user}@${host}:${port}/${database}`];
  await fill(place, orders);
  await analyze({ host, port, user, database });
  const base = await serve(app, place);
  const agent = new Agent({ keepAlive: true });
  app.use((asked, answer, next) => (asked.path.startsWith('/api/') ? pass(base, agent, asked, answer) : file(asked, answer, next)));
}

/** The rig's orders as the books have them, and everything sealed, as in a shop whose devices have pulled before. */
async function fill(place, orders) {
  const filling = spawn(SERVER, ['fill', ...place], { stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(filling, 'exit');
  for (const order of orders) if (!filling.stdin.write(JSON.stringify(order) + '\n')) await Promise.race([once(filling.stdin, 'drain'), ended]);
  filling.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`the books were not filled: ${code}`);
}

/** What PostgreSQL does by itself after a while; the other contestants do it too. */
async function analyze(where) {
  const client = new pg.Client(where);
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

/** The server, until the rig closes its own. */
async function serve(app, place) {
  // The rig's orders are old: they would leave the devices.
  const env = { ...process.env, WAYBILL_DEVICE_DAYS: '36500' };
  const server = spawn(SERVER, ['serve', ...place, '--no-demo', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const stop = () => server.kill();
  process.once('exit', stop);
  server.once('exit', () => process.removeListener('exit', stop));
  let watched = false;
  app.use((asked, _, next) => {
    if (!watched) asked.socket.server.once('close', stop);
    watched = true;
    next();
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const base = /Waybill is ready at (\S+)/.exec(line)?.[1];
    if (base) {
      server.stdout.resume();
      return new URL(base);
    }
  }
  throw new Error('the server ended before it was ready');
}

/** Hands everything on as it is. Compressed is what the rig wants compressed: then by the server itself. */
function pass(base, agent, asked, answer) {
  const headers = { ...asked.headers };
  // Only the rig's compression adds this.
  if (!answer.flush) headers['accept-encoding'] = 'identity';
  const on = request({ host: base.hostname, port: base.port, method: asked.method, path: asked.originalUrl, headers, agent }, (came) => {
    const { connection, 'keep-alive': _, 'transfer-encoding': __, ...kept } = came.headers;
    answer.writeHead(came.statusCode, kept);
    came.on('data', (part) => {
      answer.write(part);
      answer.flush?.();
    });
    came.on('end', () => answer.end());
    came.on('error', () => answer.destroy());
  });
  on.on('error', () => answer.destroy());
  answer.on('close', () => on.destroy());
  asked.pipe(on);
}

/** The app, in its build with the page for benches. Without its service worker, which would load all of it once more beside the clock. */
function file(asked, answer, next) {
  const wanted = join(APP, normalize(asked.path));
  const name = extname(wanted) ? wanted : join(APP, 'index.html');
  if (name.endsWith('sw.js') || !fs.existsSync(name)) return next();
  answer.writeHead(200, { 'content-type': KINDS[extname(name)] ?? 'application/octet-stream', 'cache-control': 'no-cache', 'x-waybill': '1', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' });
  fs.createReadStream(name).pipe(answer);
}
