import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(import.meta.dirname, '../dist');

/** Bytes that a visit may take, in all, compressed. */
const BUDGET = 40_000;

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name));

test('the page takes no more than 40 kB, compressed', () => {
  const sizes = files
    .filter((file) => !file.endsWith('.txt'))
    .map((file) => gzipSync(readFileSync(file)).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(BUDGET);
});

test('nothing is written into it that a strict policy refuses, or that is somewhere else', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) expect(address).toMatch(/^\.\/assets\//);
});

test('it carries the licences of what is in it', () => {
  const licences = readFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['preact', '@tanstack/virtual-core']) expect(licences).toContain(name);
  expect(licences).toMatch(/Permission is hereby granted/);
});
