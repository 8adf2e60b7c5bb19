import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly private?: boolean;
  /** A program has it, a library does not. */
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A package of this workspace that npm gets. */
export interface Package {
  readonly name: string;
  /** Where its source is, absolute. */
  readonly folder: string;
  readonly isProgram: boolean;
}

export const workspace = join(import.meta.dirname, '../../..');

/** Path of a program that the workspace's root depends on. */
export function workspaceBin(name: string): string {
  return join(workspace, 'node_modules/.bin', name);
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function packagesIn(directory: string): Package[] {
  return readdirSync(join(workspace, directory))
    .map((child) => join(workspace, directory, child))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest: { name, bin } }) => ({ name, folder, isProgram: bin !== undefined }));
}

/** Every package that is not private. */
export const packages: readonly Package[] = ['libs', 'apps', 'tools'].flatMap(packagesIn);
export const libraries = packages.filter(({ isProgram }) => !isProgram);
export const programs = packages.filter(({ isProgram }) => isProgram);
