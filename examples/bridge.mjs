// One channel on two servers: bridge.mjs <host> <port> <other host> <other port> <channel>
import { connect } from '@chat/session/node';
import process from 'node:process';

const [host, port, otherHost, otherPort, channel = 'tea'] = process.argv.slice(2);

async function enter(host, port) {
  const chat = await connect({ host, port, name: 'Bridge' });
  await chat.join(channel).catch(() => chat.create(channel));
  return chat;
}

/** A server does not tell a member what it said itself, so nothing goes round in circles. */
async function carry(from, to) {
  for await (const event of from) {
    if (event.type === 'message') to.say(`${event.from}: ${event.text}`);
    if (event.type === 'joined' || event.type === 'left')
      to.say(`(${event.name} has ${event.type})`);
  }
}

const [one, other] = await Promise.all([enter(host, port), enter(otherHost, otherPort)]);
console.log(`The two ${channel} are one`);
await Promise.all([carry(one, other), carry(other, one)]);
