import { rememberedName, rememberName } from './memory';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

function withStorage(get: () => Storage): void {
  Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });
}

test('a name is remembered', () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  };
  withStorage(() => storage as unknown as Storage);
  expect(rememberedName()).toBe('');
  rememberName('Panda');
  expect(rememberedName()).toBe('Panda');
});

test('a browser that keeps nothing is none to fail in', () => {
  withStorage(() => {
    throw new Error('SecurityError');
  });
  rememberName('Panda');
  expect(rememberedName()).toBe('');
});
