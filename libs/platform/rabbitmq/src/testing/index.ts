export { captureLogger, eventually } from '@ftgo/platform-observability/testing';
export type { CapturedLogger, LogLine } from '@ftgo/platform-observability/testing';
export { deleteExchanges, deleteQueues, messagesIn, withChannel } from './broker-contents.js';
export type { OwnVirtualHost } from './own-virtual-host.js';
export { inOwnVirtualHost, openOwnVirtualHost } from './own-virtual-host.js';
export { TcpProxy } from './tcp-proxy.js';
export type { ProxyMode } from './tcp-proxy.js';
export { testBrokerUrl } from './test-broker.config.js';
export { uniqueName } from './unique-name.js';
