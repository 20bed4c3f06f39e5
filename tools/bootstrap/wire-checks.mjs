import { connect } from 'node:net';

const TIMEOUT_MS = 1500;
const PROTOCOL_3 = 196608;

/** Whether a PostgreSQL server answers there: it replies to a start-up packet, whatever it says. */
export async function postgresAnswers({ host = '127.0.0.1', port, timeoutMs = TIMEOUT_MS }) {
  const reply = await firstBytes({ host, port, timeoutMs, greeting: postgresStartupPacket() });
  if (!reply) return false;
  // R: authentication. E: an error, which a server that is starting up or shutting down sends too.
  if (reply[0] === 0x52) return true;
  return reply[0] === 0x45 && !/\x0057P0[1-3]\x00|C57P0[1-3]/.test(reply.toString('latin1'));
}

/** Whether an AMQP 0-9-1 broker answers there: it replies to the header with Connection.Start. */
export async function amqpAnswers({ host = '127.0.0.1', port, timeoutMs = TIMEOUT_MS }) {
  const greeting = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);
  const reply = await firstBytes({ host, port, timeoutMs, greeting });
  const isMethodFrame = reply?.[0] === 1;
  return isMethodFrame && reply.length >= 11 && reply.readUInt32BE(7) === 0x000a000a;
}

/** Whether anything accepts a TCP connection there. */
export async function accepts({ host = '127.0.0.1', port, timeoutMs = TIMEOUT_MS }) {
  return (await firstBytes({ host, port, timeoutMs, greeting: null })) !== null;
}

function postgresStartupPacket() {
  const words = Buffer.from('user\0postgres\0database\0postgres\0\0');
  const packet = Buffer.alloc(8 + words.length);
  packet.writeInt32BE(packet.length, 0);
  packet.writeInt32BE(PROTOCOL_3, 4);
  words.copy(packet, 8);
  return packet;
}

/** The first chunk after `greeting` (empty when there is none to send); null when nothing came. */
function firstBytes({ host, port, timeoutMs, greeting }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (bytes) => {
      socket.destroy();
      resolve(bytes);
    };
    socket.setTimeout(timeoutMs, () => finish(null));
    socket.once('error', () => finish(null));
    socket.once('close', () => finish(null));
    socket.once('connect', () => (greeting ? socket.write(greeting) : finish(Buffer.alloc(0))));
    socket.once('data', finish);
  });
}
