const TO_MINUTES = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const TO_MILLISECONDS = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

/** @param at milliseconds since 1970 */
export function Time({ at, isExact = false }: { readonly at: number; readonly isExact?: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()}>
      {(isExact ? TO_MILLISECONDS : TO_MINUTES).format(at)}
    </time>
  );
}
