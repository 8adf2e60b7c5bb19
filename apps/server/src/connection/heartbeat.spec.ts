import { setImmediate as turn } from 'node:timers/promises';
import { Heartbeat } from './heartbeat';

const INTERVAL = 60_000;
const PATIENCE = 10_000;

let heartbeat: Heartbeat;
const pulse = { listens: jest.fn(() => true), ask: jest.fn(), gone: jest.fn() };

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  jest.clearAllMocks();
  heartbeat = new Heartbeat(INTERVAL, pulse);
});

afterEach(() => {
  heartbeat.stop();
  jest.useRealTimers();
});

test('a peer that says nothing is asked, and is gone if it does not answer', async () => {
  jest.advanceTimersByTime(INTERVAL);
  expect(pulse.ask).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(PATIENCE - 1);
  await turn();
  expect(pulse.gone).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  await turn();
  expect(pulse.gone).toHaveBeenCalledTimes(1);
});

test('a peer that answers is asked again when it has been silent for as long', async () => {
  jest.advanceTimersByTime(INTERVAL);
  heartbeat.heard();
  jest.advanceTimersByTime(INTERVAL - 1);
  expect(pulse.ask).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(1);
  expect(pulse.ask).toHaveBeenCalledTimes(2);
  await turn();
  expect(pulse.gone).not.toHaveBeenCalled();
});

test('an answer that lay in the socket while the server stood still was in time', async () => {
  jest.advanceTimersByTime(INTERVAL + PATIENCE);
  heartbeat.heard();
  await turn();
  expect(pulse.gone).not.toHaveBeenCalled();
});

test('a peer that is not read has time until it is', async () => {
  jest.advanceTimersByTime(INTERVAL);
  pulse.listens.mockReturnValue(false);
  jest.advanceTimersByTime(PATIENCE);
  await turn();
  expect(pulse.gone).not.toHaveBeenCalled();
  pulse.listens.mockReturnValue(true);
  jest.advanceTimersByTime(INTERVAL);
  expect(pulse.ask).toHaveBeenCalledTimes(2);
});

test('nobody is gone who was stopped', async () => {
  jest.advanceTimersByTime(INTERVAL + PATIENCE);
  heartbeat.stop();
  await turn();
  expect(pulse.gone).not.toHaveBeenCalled();
});
