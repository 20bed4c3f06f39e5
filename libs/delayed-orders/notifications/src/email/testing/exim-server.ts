import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const NAMES = ['exim4', 'exim', '/usr/sbin/exim4', '/usr/sbin/exim'];
const READY_WITHIN_MS = 10_000;

/** The Exim of this machine; undefined where there is none. */
export function findExim(): string | undefined {
  return NAMES.find((name) => {
    const { stdout } = spawnSync(name, ['-bV'], { encoding: 'utf8' });
    return /^Exim version 4/m.test(stdout ?? '');
  });
}

/**
 * A real Exim on loopback with a configuration of its own, in a folder of its own. It keeps what it
 * takes in its spool and delivers nothing. What it answers hangs on the recipient's name: `later`
 * and `nobody` are refused at RCPT, `later-after-dot` and `spam` after the dot.
 */
export class EximServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(program: string): Promise<EximServer> {
    const folder = mkdtempSync(join(tmpdir(), 'ftgo-exim-'));
    const [user, group] = ownerOf(folder);
    const port = await freePort();
    const file = join(folder, 'exim.conf');
    writeFileSync(file, configuration({ folder, user, group }));
    const options = ['-C', file, '-oX', `127.0.0.1.${port}`, '-bdf'];
    const child = spawn(program, options, { stdio: 'ignore' });
    const exim = new EximServer(child, folder, port);
    try {
      await exim.answers();
    } catch (error) {
      await exim.stop();
      throw error;
    }
    return exim;
  }

  /** The heads of the messages that it took. */
  get kept(): readonly string[] {
    const input = join(this.folder, 'spool', 'input');
    const files = readdirSync(input, { recursive: true, encoding: 'utf8' });
    return files
      .filter((name) => name.endsWith('-H'))
      .map((name) => readFileSync(join(input, name), 'utf8'));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline && this.child.exitCode === null) {
      const socket = connect(this.port, '127.0.0.1');
      const isUp = await once(socket, 'data').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (isUp) return;
      await pause(50);
    }
    throw new Error('Exim did not start');
  }
}

/** Exim refuses to run as root: then the folder is handed to nobody. @returns user and group. */
function ownerOf(folder: string): [number, number] {
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (user !== 0) return [user, group];
  const idOf = (option: string): number =>
    Number(spawnSync('id', [option, 'nobody'], { encoding: 'utf8' }).stdout);
  chownSync(folder, idOf('-u'), idOf('-g'));
  return [idOf('-u'), idOf('-g')];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const configuration = ({
  folder,
  user,
  group,
}: {
  folder: string;
  user: number;
  group: number;
}) => `
exim_user = ${user}
exim_group = ${group}
primary_hostname = relay.example
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/pid
tls_advertise_hosts =
host_lookup =
queue_only = true
acl_smtp_rcpt = recipients
acl_smtp_data = messages

begin acl

recipients:
  defer local_parts = later
        message = 450 4.2.0 try later
  deny  local_parts = nobody
        message = no such user here
  accept

messages:
  defer condition = \${if match{$recipients}{^later-after-dot@}}
  deny  condition = \${if match{$recipients}{^spam@}}
  accept
`;
