import { testEach } from '../testing/test-each';
import { Three } from './three';

const three = new Three();

afterAll(() => three.stop());

testEach(three.checks);
