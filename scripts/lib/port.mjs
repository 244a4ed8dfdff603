import { createServer } from 'node:net';
import { Trouble } from './trouble.mjs';

/** A port from the command line. Throws `Trouble` with the usage where it is none. */
export function readPort(text, usage) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Trouble(`"${text}" is not a port.\n${usage}`);
  }
  return port;
}

/** Throws `Trouble` where something listens on a port already, before anything is built. */
export function requireFreePort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code, message }) => {
      const words =
        code === 'EADDRINUSE'
          ? 'is in use: end what listens there, or choose another with --port'
          : `cannot be used (${message})`;
      reject(new Trouble(`Port ${port} ${words}.`));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
}
