/** What is made when it is first asked for, and kept: it takes time to make, and few starts need it. */
export function late<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
