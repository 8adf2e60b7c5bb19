import { figure, partFigures, percent, spreadFigures, times } from './figures';

test.each([
  [0, '0'],
  [0.0123456, '0.0123'],
  [1.2345, '1.23'],
  [12.345, '12.3'],
  [123.45, '123'],
  [12345.6, '12346'],
])('%d has three significant digits', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('a spread', () => {
  expect(spreadFigures({ median: 3, min: 1, max: 5 })).toBe('3.00 (1.00–5.00)');
});

test('a comparison, and a part', () => {
  expect([1.234, 'same', undefined].map((how) => times(how as number))).toEqual([
    '1.23 ×',
    '≈',
    '–',
  ]);
  expect([0.456, 'same', undefined].map((how) => partFigures(how as number))).toEqual([
    '46 %',
    '≈',
    '–',
  ]);
  expect(percent(0.047)).toBe('5 %');
});
