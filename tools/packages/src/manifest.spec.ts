import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { installed } from './delivery';
import { packages, programs, readManifest, workspace } from './workspace';

interface NxConfiguration {
  readonly release: { readonly projects: readonly string[] };
}

interface Origin {
  readonly author: string;
  readonly homepage: string;
  readonly bugs: string;
  readonly repository: { readonly url: string };
}

const LICENCE = readFileSync(join(workspace, 'LICENSE'), 'utf8');

it('is released: every package, and nothing else', () => {
  const nx = JSON.parse(readFileSync(join(workspace, 'nx.json'), 'utf8')) as NxConfiguration;
  const projects = packages.map(({ folder }) => basename(folder));
  expect([...nx.release.projects].sort()).toEqual(projects.sort());
});

/** What a package holds that is no library in TypeScript and no program: this one is built where it is installed. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  '@chat/socket-send': ['build', 'src'],
};

describe.each(packages)('$name', (pkg) => {
  it('holds what was built, its licence and its manual, and nothing else', () => {
    const files = readdirSync(installed(pkg)).sort();
    const usual = pkg.isProgram ? ['dist'] : ['dist', 'src'];
    const parts = PARTS[pkg.name] ?? usual;
    expect(files).toEqual(['LICENSE', 'README.md', 'package.json', ...parts].sort());
    expect(readFileSync(join(installed(pkg), 'LICENSE'), 'utf8')).toBe(LICENCE);
    expect(readManifest(installed(pkg)).license).toBe('MIT');
  });

  it('has a manifest without what only the workspace understands', () => {
    const text = readFileSync(join(installed(pkg), 'package.json'), 'utf8');
    expect(text).not.toContain('workspace:');
    expect(text).not.toContain('@chat/source');
    expect(JSON.parse(text)).not.toHaveProperty('nx');
  });

  it('says who makes it, and where, as the workspace does', () => {
    const [own, whole] = [installed(pkg), workspace].map(
      (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Origin,
    );
    const directory = relative(workspace, pkg.folder);
    expect(own).toMatchObject({
      author: whole?.author,
      homepage: whole?.homepage,
      bugs: whole?.bugs,
      repository: { ...whole?.repository, directory },
    });
    expect(own?.repository.url).toMatch(/^git\+https:/);
  });

  it('depends on the other packages in the versions that they have', () => {
    const { dependencies = {} } = readManifest(installed(pkg));
    for (const other of packages) {
      const range = dependencies[other.name] ?? 'none';
      expect(['none', `^${readManifest(other.folder).version}`]).toContain(range);
    }
  });
});

/** The packages inside each program. */
const BUNDLED: Readonly<Record<string, readonly string[]>> = {
  '@chat/client': [
    'ansi-regex',
    'commander',
    'get-east-asian-width',
    'string-width',
    'strip-ansi',
    'zod',
  ],
  '@chat/conformance': ['commander', 'picocolors'],
  '@chat/server': [
    '@logtape/logtape',
    '@nats-io/jetstream',
    '@nats-io/kv',
    '@nats-io/nats-core',
    '@nats-io/nkeys',
    '@nats-io/nuid',
    '@nats-io/transport-node',
    '@opentelemetry/api',
    'bintrees',
    'commander',
    'forwarded',
    'heap-js',
    'prom-client',
    'tdigest',
    'tweetnacl',
    'ws',
    'zod',
  ],
};

/** The packages that are not inside: what is native, what goes with it, and what only few runs load. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  '@chat/conformance': ['@lydell/node-pty', '@xterm/headless', 'selfsigned', 'ws'],
};

describe.each(programs)('$name', (pkg) => {
  it('needs no package that could be inside it, and carries the licences of those that are', () => {
    const { dependencies = {} } = readManifest(installed(pkg));
    expect(Object.keys(dependencies)).toEqual(BESIDE[pkg.name] ?? []);
    const licences = readFileSync(join(installed(pkg), 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(licences.match(/^[\w@/-]+(?= \d+\.\d+\.\d+$)/gm)).toEqual(BUNDLED[pkg.name]);
    for (const notice of licences.split(/^-{80}$/m)) {
      expect(notice).toMatch(
        /Permission .*is hereby granted|Permission to use|Redistribution and use|Apache License|public domain/,
      );
    }
  });
});
