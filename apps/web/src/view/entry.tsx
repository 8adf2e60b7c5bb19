/** What is seen before there is a connection. */
export function Entry() {
  return (
    <main>
      <h1>Chat</h1>
    </main>
  );
}
