import type { z } from 'zod';
import type { Json, JsonObject } from '../json.js';

/** A message as it goes over the wire, to look at. */
export interface Example {
  readonly name: string;
  readonly about: string;
  readonly headers?: JsonObject;
  readonly payload: Json;
}

/** One kind of message. */
export interface Message {
  /** Its type where it has one; unique, with its version. */
  readonly key: string;
  readonly title: string;
  /** What happened, or what is asked for: when it is published. */
  readonly when: string;
  /** Who thought of it, where that is worth telling. */
  readonly origin?: string;
  /** What it says to the replica, or what its reader does. */
  readonly says: string;
  readonly payload: z.ZodType;
  readonly headers?: z.ZodType;
  /** What is inside of its envelope; the payload itself unless given. */
  readonly content?: z.ZodType;
  /** FTGO's names of events that are told together, because they say nothing. */
  readonly names?: readonly string[];
  readonly examples: readonly Example[];
}

export interface Exchange {
  readonly name: string;
  readonly type: 'topic' | 'fanout';
  readonly durable: boolean;
}

/** What is promised about all messages of a channel. */
export interface Terms {
  readonly publisher: string;
  /** By what means it publishes. */
  readonly means: string;
  readonly trigger: string;
  readonly orderingKey: string;
  readonly guarantee: string;
  readonly messageId: string;
}

/** Where messages are published: a routing key, or a form of routing keys, on an exchange. */
export interface Channel {
  readonly key: string;
  readonly title: string;
  readonly exchange: Exchange;
  /** With its varying parts in braces. */
  readonly routingKey: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly terms: Terms;
  readonly messages: readonly Message[];
  /** The program of ours that publishes; undefined where somebody else does. */
  readonly sender?: string;
}

export interface Parameter {
  readonly description: string;
  /** All values that there are; undefined where anything may come. */
  readonly options?: readonly string[];
  readonly examples?: readonly string[];
}

/** Where messages wait, and who takes them. */
export interface Queue {
  readonly key: string;
  readonly name: string;
  readonly consumer: string;
  /** What becomes of each message, in a few words and in full. */
  readonly outcome: string;
  readonly effect: string;
  /** Whether the consumer is a program of the service's; else the queue is an agreement. */
  readonly isOurs: boolean;
  readonly bindings: readonly { readonly exchange: string; readonly routingKey: string }[];
  readonly channels: readonly Channel[];
}

/** Messages with one purpose, from their publishers to one queue. */
export interface Flow {
  readonly title: string;
  readonly purpose: string;
  readonly channels: readonly Channel[];
  readonly queue: Queue;
  /** The key of the message that is shown to people. */
  readonly shown: string;
}

/** Everything that goes over the broker to, from and within the service. */
export interface Catalogue {
  /** The version of the service that sends and reads these messages. */
  readonly version: string;
  readonly inbound: Readonly<Record<'events' | 'cdc' | 'tram', Flow>>;
  readonly outbound: { readonly commands: readonly Flow[]; readonly offers: Flow };
}

/** All flows, those that come in first. */
export const flowsOf = ({ inbound, outbound }: Catalogue): readonly Flow[] => [
  inbound.events,
  inbound.cdc,
  inbound.tram,
  ...outbound.commands,
  outbound.offers,
];

/** Every kind of message once, in the order of the flows. */
export function messagesOf(catalogue: Catalogue): readonly Message[] {
  const all = flowsOf(catalogue)
    .flatMap(({ channels }) => channels)
    .flatMap(({ messages }) => messages);
  return [...new Set(all)];
}
