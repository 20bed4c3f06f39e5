export { ScriptedSmtpServer } from './scripted-smtp-server.js';
export type {
  ReceivedMessage,
  SmtpAction,
  SmtpDecision,
  SmtpStage,
} from './scripted-smtp-server.js';
