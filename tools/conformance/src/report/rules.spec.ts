import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientChecks } from '../client';
import { ruleOf } from './result';
import { RULE_NUMBERS, textOf } from './rules';
import { serverChecks } from '../server';

const document = readFileSync(join(__dirname, '../../../../docs/protocol.md'), 'utf8');

test('the rules are those of docs/protocol.md, word for word', () => {
  const rules = document.matchAll(
    /^\*\*Rule (?<number>\d+)\. (?<text>[^]*?)\s*(?=^\*\*Rule |^## |(?![^]))/gm,
  );
  const written = Array.from(rules, ({ groups: { number = '', text = '' } = {} }) => ({
    rule: Number(number),
    text: text.replace('**', ''),
  }));
  expect(RULE_NUMBERS.map((rule) => ({ rule, text: textOf(rule) }))).toEqual(written);
  expect(written).toHaveLength(29);
});

test('every check is about a rule', () => {
  const ids = [...serverChecks, ...clientChecks].map(({ id }) => id);
  expect(ids.filter((id) => textOf(ruleOf(id)) === '')).toEqual([]);
});
