import { testEach } from '../testing/test-each';
import { Three } from './three';

/** One of each kind: talk, moves, lists, failures, departures and crowds. */
const three = new Three([
  'S-9.2',
  'S-10.1',
  'S-11.8',
  'S-13.7',
  'S-14.2',
  'S-14.11',
  'S-15.2',
  'S-16.3',
  'S-18.6',
  'S-20.2',
]);

afterAll(() => three.stop());

testEach(three.checks);
