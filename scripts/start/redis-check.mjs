import { connect, networkReason } from './connection.mjs';
import { Fault, FAULTY_SETTING } from './fault.mjs';

/** Throws a fault when REDIS_URL does not lead to a Redis that lets us in; needs no packages. */
export async function checkRedis(redisUrl) {
  const url = new URL(redisUrl);
  const target = { host: url.hostname.replace(/^\[|\]$/g, '') || 'localhost', port: Number(url.port || 6379) };
  const name = `${target.host}:${target.port}`;
  const answer = await converse({ ...target, secure: url.protocol === 'rediss:' }, greetings(url), name);
  if (answer.includes('+PONG')) return;
  if (/-(NOAUTH|WRONGPASS|ERR (Client sent )?AUTH|ERR invalid password)/i.test(answer))
    throw fault(`The Redis at ${name} refuses the user or the password: correct REDIS_URL.`);
  if (answer.includes('-LOADING'))
    throw fault(`The Redis at ${name} is still loading its data: try again in a moment.`);
  throw fault(`What listens at ${name} does not answer as Redis does: correct REDIS_URL.`);
}

async function converse(target, commands, name) {
  try {
    const socket = await connect(target);
    socket.write(commands.map(encode).join(''));
    return await replies(socket, commands.length);
  } catch (error) {
    const reason = networkReason(error.code) ?? `the connection failed (${error.code ?? error.message})`;
    throw fault(`No Redis can be reached at ${name}, because ${reason}: start it, or correct REDIS_URL.`);
  }
}

function greetings({ username, password }) {
  const credentials = [username, password].filter(Boolean).map(decodeURIComponent);
  return password ? [['AUTH', ...credentials], ['PING']] : [['PING']];
}

/** All of the first so many one-line replies, or what came before the connection ended or fell silent. */
function replies(socket, count) {
  return new Promise((resolve) => {
    let text = '';
    const done = () => resolve(text);
    socket.on('close', done).on('error', done);
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.split('\r\n').length > count) socket.destroy();
    });
  });
}

const encode = (words) =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

const fault = (sentence) => new Fault(sentence, FAULTY_SETTING);
