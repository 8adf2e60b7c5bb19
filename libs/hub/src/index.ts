export type { Allocate } from './batch';
export type { Asker, Elsewhere, Happening, Here, Verdict } from './elsewhere';
export { HubError, type HubErrorCode } from './errors';
export { Hub, type HubOptions } from './hub';
export type { Answer, Link } from './link';
export type { Member } from './member';
export type { Schedule } from './turn';
