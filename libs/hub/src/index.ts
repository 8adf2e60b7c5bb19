export type { Allocate } from './batch';
export { Hub, type HubOptions } from './hub';
export type { Link } from './link';
export type { Member } from './member';
export type { Schedule } from './turn';
