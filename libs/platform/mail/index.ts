export { compose, type Letter } from './letter.js';
export { MailModule } from './mail.module.js';
export { MailSettings } from './mail.settings.js';
export { Mailer, MailFailure, type Mail } from './mailer.js';
