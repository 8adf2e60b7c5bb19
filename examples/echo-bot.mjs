// Repeats what it hears: echo-bot.mjs <host> <port> <channel>
import { connect } from '@chat/session/node';
import process from 'node:process';

const [host = 'localhost', port = '55555', channel = 'tea'] = process.argv.slice(2);
const chat = await connect({ host, port, name: 'Echo', reconnect: true });

async function enter() {
  await chat.join(channel).catch(() => chat.create(channel));
  console.log(`Echo is in ${chat.channel}`);
}

await enter();
for await (const event of chat) {
  if (event.type === 'message') chat.say(`${event.from} said: ${event.text}`);
  if (event.type === 'reconnected') await enter();
}
